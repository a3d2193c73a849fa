-- The history of parses that have ended, each old enough as a whole; that of a running one tells its followers where they are.
-- No event is younger than its parse's ending: its own time only finds it by the index.
delete from parseworker.parse_events
where ctid = any (array(
  select e.ctid from parseworker.parse_events e join parseworker.parses p on p.id = e.parse_id
  where e.at < now() - @age and p.finished_at < now() - @age
  limit @limit
  for update of e skip locked))
