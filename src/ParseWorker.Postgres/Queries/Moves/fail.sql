-- The document cannot be parsed. An accepted cancel comes first: then the error is dropped with the attempt.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'failed' end,
      error_code = case when cancel_requested_at is not null then null else @code end,
      error_message = case when cancel_requested_at is not null then null else @message end,
      error_details = case when cancel_requested_at is not null then null else @details::jsonb end,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, error_code from moved
)
select status from moved
