-- What was handed out and is not under way: its sender died, its job is gone, or it was never enqueued. It is due again at once.
with lost as (
  select endpoint_id, parse_id, n from parseworker.webhook_deliveries d
  where d.enqueued_at < now() - interval '10 seconds'
    and case when d.leased_until is not null then d.leased_until < now()
             else not exists (
               select from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid
               where q.jobid = d.hangfire_job_id::bigint and q.fetchedat is null
                 and j.arguments ->> 1 = to_json('msg_' || substr(d.parse_id, 5) || '_' || d.n)::text) end
  order by d.enqueued_at
  limit @limit
  for update skip locked
)
update parseworker.webhook_deliveries d
set enqueued_at = null, leased_until = null, hangfire_job_id = null
from lost l
where d.endpoint_id = l.endpoint_id and d.parse_id = l.parse_id and d.n = l.n
returning d.endpoint_id, d.parse_id, d.n
