-- The worker has seen the request; the ending may still be a grace period away.
with seen as (
  update parseworker.parses
  set cancel_acknowledged_at = now(), updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
    and cancel_requested_at is not null and cancel_acknowledged_at is null
  returning id, event_count, attempt, owner
)
insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
select id, event_count, 'cancel_observed', attempt, owner from seen
