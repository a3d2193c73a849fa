-- The beginnings of a few pages: a page of a megabyte costs the dashboard no more than it shows.
select number, left(text, @mostCharacters) as text, length(text) as length
from parseworker.parse_pages
where parse_id = @id and number between @first and @last
order by number
