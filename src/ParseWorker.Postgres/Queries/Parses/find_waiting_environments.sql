-- The environments with waiting parses and room for one, and those that run nothing and have none that goes first; found by one index
-- look-up each: however many parses wait, none is read twice.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), queueing as (
  select min(environment) as environment from parseworker.parses where status = 'queued'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'queued' and p.environment > q.environment)
  from queueing q
  where q.environment is not null
), room as (
  select 2 * greatest(1, coalesce(sum(slots), 0)) as jobs from parseworker.workers where ready and seen_at > now() - @liveFor
)
select w.environment
from waiting w cross join room r left join parseworker.environments e on e.name = w.environment
where w.environment is not null
  and (select count(*) from parseworker.parses q where q.environment = w.environment and q.status = 'queued')
      < r.jobs * coalesce(e.weight, 1)
union
select q.environment
from queueing q
where q.environment is not null
  and ((select count(environment) from queueing) > 1 or exists (select from parseworker.parses o where o.status = 'in_progress'))
  and exists (
    select from parseworker.parses d
    where d.environment = q.environment and d.status = 'queued' and (d.run_after is null or d.run_after <= now()))
  and not exists (select from parseworker.parses r where r.environment = q.environment and r.status = 'in_progress')
  and not exists (select from parseworker.parses f where f.environment = q.environment and f.status = 'queued' and f.is_first)
