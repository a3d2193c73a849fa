-- Fills each environment's room in Hangfire with its oldest parses, so that none delays another however many it has waiting.
with room as (
  select e.environment,
         2 * greatest(1, (select sum(w.slots) from parseworker.workers w where w.ready and w.seen_at > now() - @liveFor))
         - (select count(*) from parseworker.parses q where q.environment = e.environment and q.status = 'queued') as free
  from (select distinct environment from parseworker.parses
        where status = 'pending' and (@environment::text is null or environment = @environment)) e
), chosen as (
  select c.id from room r cross join lateral (
    select p.id from parseworker.parses p
    where p.environment = r.environment and p.status = 'pending'
    order by p.created_at, p.id
    limit greatest(0, r.free)
    for update skip locked) c
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
