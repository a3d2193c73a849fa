-- The environments with waiting parses and room for one, found by one index look-up each: however many parses wait, none is read twice.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), room as (
  select 2 * greatest(1, coalesce(sum(slots), 0)) as jobs from parseworker.workers where ready and seen_at > now() - @liveFor
)
select w.environment
from waiting w cross join room r
where w.environment is not null
  and (select count(*) from parseworker.parses q where q.environment = w.environment and q.status = 'queued') < r.jobs
