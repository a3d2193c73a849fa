-- A window of the history as it was written, by the parse's own counter: numbers without a gap need no other cursor.
select n as number, kind, at, attempt, detail from parseworker.parse_events
where parse_id = @id and n between @first and @last
order by n
