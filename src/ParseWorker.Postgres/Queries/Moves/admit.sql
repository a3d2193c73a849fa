-- Fills the environment's room in Hangfire with its oldest parses; costs what its room costs, however many wait. The room goes by the
-- environment's weight: jobs run in the order in which they came, so that whoever has three of four jobs there has three of four slots.
with room as (
  select 2 * greatest(1, (select sum(w.slots) from parseworker.workers w where w.ready and w.seen_at > now() - @liveFor))
           * coalesce((select e.weight from parseworker.environments e where e.name = @environment), 1)
         - (select count(*) from parseworker.parses q where q.environment = @environment and q.status = 'queued') as free
), chosen as (
  select p.id from parseworker.parses p
  where p.environment = @environment and p.status = 'pending'
  order by p.created_at, p.id
  limit (select greatest(0, free) from room)
  for update skip locked
), admitted as (
  update parseworker.parses p
  set status = 'queued', queued_at = now(), updated_at = now(), event_count = event_count + 1
  from chosen c
  where p.id = c.id and p.status = 'pending'
  returning p.id, p.attempt, p.environment, p.event_count, p.created_at
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt) select id, event_count, 'queued', attempt from admitted
)
select id, attempt, environment from admitted order by created_at, id
