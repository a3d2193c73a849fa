-- What an endpoint has not taken since a time: deliveries that were given up, and endings that it was not told, being disabled or not there
-- yet. An ending is its parse's last event, also when the events are gone.
with endpoint as (
  select id, environment, events from parseworker.webhook_endpoints where id = @id and environment = @environment for key share
), missed as (
  select e.id as endpoint_id, p.id as parse_id, p.event_count as n, p.status as kind, p.finished_at
  from endpoint e
  join parseworker.parses p on p.environment = e.environment and p.finished_at >= @since and p.status = any (e.events)
  where not exists (
    select from parseworker.webhook_deliveries d
    where d.endpoint_id = e.id and d.parse_id = p.id and d.n = p.event_count and d.status <> 'failed')
  order by p.finished_at
  limit @limit
  for key share of p skip locked
)
insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind, created_at)
select endpoint_id, parse_id, n, kind, finished_at from missed
on conflict (endpoint_id, parse_id, n) do update
set status = 'pending', failures = 0, next_attempt_at = now(), finished_at = null
where webhook_deliveries.status = 'failed'
