-- The engine has stopped because somebody asked: the request's flag is what makes this an ending.
with moved as (
  update parseworker.parses
  set status = 'cancelled', cancel_forced = @forced, cancel_acknowledged_at = coalesce(cancel_acknowledged_at, now()),
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt and cancel_requested_at is not null
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, case when cancel_forced then 'forced' end from moved
)
select status from moved
