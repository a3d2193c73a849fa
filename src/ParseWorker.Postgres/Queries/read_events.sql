-- The history as it was written, by the parse's own counter.
select n as number, kind, at, attempt, detail from parseworker.parse_events where parse_id = @id order by n
