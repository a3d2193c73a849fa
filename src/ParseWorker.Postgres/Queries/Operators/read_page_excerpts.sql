-- The beginnings of a few pages: a page of a megabyte costs the dashboard no more than it shows. The bytes of a text are known without
-- reading it, its characters are not.
select number, left(text, @mostCharacters) as text, octet_length(text) > octet_length(left(text, @mostCharacters)) as is_cut
from parseworker.parse_pages
where parse_id = @id and number between @first and @last
order by number
