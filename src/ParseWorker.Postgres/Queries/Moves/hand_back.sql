-- A worker that stops gives its parse back unspent: a deploy is neither a cancel nor a failure, and a cancel asked meanwhile counts.
-- After a fault of its machine the parse waits, or it would run in circles where nothing works: 1 s, and twice as long for each time that
-- it was handed back before, for whatever cause, up to 64 s.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'queued' end,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = case when cancel_requested_at is not null then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      run_after = case when cancel_requested_at is null
                       then now() + @delay::interval * power(2, least(attempt - attempts_spent - workers_lost - 1, 6)) end,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'cancelled' then status else 'handed_back' end, attempt,
         concat_ws(' ', owner, case when status = 'queued' then @cause::text end)
  from moved
)
select status from moved
