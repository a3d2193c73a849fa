-- What an endpoint has not taken since a time: deliveries that were given up, and endings that it was not told, being disabled or not there
-- yet. An ending is its parse's last event, also when the events are gone. The count, and no "not exists", keeps the walk along the index
-- of the environment's endings: PostgreSQL may turn an anti-join into a read of both tables as a whole.
with endpoint as (
  select id, events from parseworker.webhook_endpoints where id = @id and environment = @environment for key share
), missed as (
  select p.id as parse_id, p.event_count as n, p.status as kind, p.finished_at
  from parseworker.parses p
  where p.environment = @environment and p.finished_at >= @since and p.status = any (array(select unnest(events) from endpoint))
    and (select count(*) from parseworker.webhook_deliveries d
         where d.endpoint_id = @id and d.parse_id = p.id and d.n = p.event_count and d.status <> 'failed') = 0
  order by p.finished_at
  limit @limit
  for key share skip locked
)
insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind, created_at)
select e.id, m.parse_id, m.n, m.kind, m.finished_at from endpoint e cross join missed m
on conflict (endpoint_id, parse_id, n) do update
set status = 'pending', failures = 0, next_attempt_at = now(), finished_at = null
where webhook_deliveries.status = 'failed'
