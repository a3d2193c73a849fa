-- How much waits and runs. What has not ended has indexes of its own, and counting ends at @most: it costs the same whatever has piled up.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), since as (
  select o.created_at as at
  from waiting w cross join lateral (
    select p.created_at from parseworker.parses p
    where p.environment = w.environment and p.status = 'pending'
    order by p.created_at, p.id
    limit 1
  ) o
  union all
  select min(case when attempt = 0 then created_at else queued_at end) from parseworker.parses where status = 'queued'
)
select (select count(*) from (select from parseworker.parses where status = 'pending' limit @most) p) as pending,
       (select count(*) from (select from parseworker.parses where status = 'queued' limit @most) q) as queued,
       count(*) as in_progress, count(cancel_requested_at) as cancelling,
       (select now() - min(at) from since) as oldest_waiting
from parseworker.parses
where status = 'in_progress'
