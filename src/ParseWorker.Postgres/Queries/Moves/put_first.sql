-- While an environment runs nothing and others run or wait, its oldest queued parse goes ahead of theirs: one at a time, so that nobody's
-- many come before everybody's first. It gets another job; the one it has claims in vain. Alone, an environment pays nothing for this.
with first as (
  select p.id from parseworker.parses p
  where p.environment = @environment and p.status = 'queued' and (p.run_after is null or p.run_after <= now())
    and not exists (select from parseworker.parses r where r.environment = @environment and r.status = 'in_progress')
    and not exists (select from parseworker.parses f where f.environment = @environment and f.status = 'queued' and f.is_first)
    and (exists (select from parseworker.parses o where o.status = 'queued' and o.environment < @environment)
      or exists (select from parseworker.parses o where o.status = 'queued' and o.environment > @environment)
      or exists (select from parseworker.parses o where o.status = 'in_progress' and o.environment <> @environment))
  order by p.created_at, p.id
  limit 1
  for update skip locked
)
update parseworker.parses p
set is_first = true, hangfire_job_id = null, enqueued_at = now() -- the sweeper enqueues it in ten seconds should nobody else
from first f
where p.id = f.id and p.status = 'queued'
returning p.id, p.attempt, p.environment, p.is_first
