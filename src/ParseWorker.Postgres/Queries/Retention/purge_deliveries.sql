-- What was delivered or given up long enough ago, with its attempts; what is pending stays, however old. One that is replayed at this
-- moment is held by its replay, and skipped.
delete from parseworker.webhook_deliveries
where ctid = any (array(
  select d.ctid from parseworker.webhook_deliveries d
  where d.status <> 'pending' and d.finished_at < now() - @age
  order by d.finished_at
  limit @limit
  for update skip locked))
