-- A worker that stops gives its parse back unspent: a deploy is neither a cancel nor a failure, and a cancel asked meanwhile counts.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'queued' end,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = case when cancel_requested_at is not null then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'cancelled' then status else 'handed_back' end, attempt, owner from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved
