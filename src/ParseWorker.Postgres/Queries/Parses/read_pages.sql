-- Pages in order, streamed: a long document is never one string in the database.
select number, text from parseworker.parse_pages where parse_id = @id order by number
