-- Only the attempt that runs may end the parse, and never against an accepted cancel: a worker back from the dead changes nothing.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'completed' end,
      credits = case when cancel_requested_at is not null then null else @credits end,
      page_count = @pageCount,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, null from moved
)
select status from moved
