-- What waits and runs in each environment, and in a row of its own the database's size. What has not ended has indexes of its own, and
-- counting ends at @most for each environment: it costs the same whatever has piled up.
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
), running as (
  select environment, count(*) as in_progress, count(cancel_requested_at) as cancelling
  from parseworker.parses where status = 'in_progress' group by environment
), unfinished as (
  select environment from waiting union select environment from queueing union select environment from running
)
select o.environment,
       (select count(*) from (
          select from parseworker.parses p where p.environment = o.environment and p.status = 'pending' limit @most) p) as pending,
       (select count(*) from (
          select from parseworker.parses q where q.environment = o.environment and q.status = 'queued' limit @most) q) as queued,
       coalesce(r.in_progress, 0) as in_progress,
       coalesce(r.cancelling, 0) as cancelling,
       now() - least(
         (select p.created_at from parseworker.parses p where p.environment = o.environment and p.status = 'pending'
          order by p.created_at, p.id limit 1),
         (select min(case when q.attempt = 0 then q.created_at else q.queued_at end)
          from parseworker.parses q where q.environment = o.environment and q.status = 'queued')) as oldest_waiting,
       null::bigint as database_bytes
from unfinished o left join running r on r.environment = o.environment
where o.environment is not null
union all
select null, 0, 0, 0, 0, null, pg_database_size(current_database())
