-- A live job is a row in Hangfire's queue that nobody has fetched, whose argument is this parse; without one the parse would wait for ever.
-- Whoever finds it has it for ten seconds: two sweepers do not enqueue it twice.
with orphaned as (
  select id from parseworker.parses p
  where status = 'queued'
    and (run_after is null or run_after <= now())
    and (enqueued_at is null and run_after is not null
         or now() > coalesce(enqueued_at, queued_at) + interval '10 seconds'
            and not exists (
              select from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid
              where q.jobid = p.hangfire_job_id::bigint and q.fetchedat is null and j.arguments ->> 0 = to_json(p.id)::text))
  order by queued_at
  limit @limit
  for update skip locked
)
update parseworker.parses p
set enqueued_at = now()
from orphaned o
where p.id = o.id and p.status = 'queued'
returning p.id, p.attempt, p.environment, p.is_first
