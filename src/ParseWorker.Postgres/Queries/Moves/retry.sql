-- The attempt is spent; the parse waits longer each time, or fails with this error when it was the last, which then says how the others
-- ended.
with target as (
  select id, case when cancel_requested_at is not null then 'cancelled'
                  when attempts_spent + 1 >= @maxAttempts then 'failed'
                  else 'queued' end as status
  from parseworker.parses
  where id = @id and status = 'in_progress' and attempt = @attempt
  for update
), moved as (
  update parseworker.parses p
  set status = t.status, attempts_spent = attempts_spent + 1,
      error_code = case when t.status = 'failed' then @code end,
      error_message = case when t.status = 'failed' then @message || coalesce((
        select ' Before that: ' || string_agg(
          'attempt ' || e.attempt || ' ' || case e.kind when 'retried' then e.detail else 'worker_lost' end, ', ' order by e.n) || '.'
        from parseworker.parse_events e where e.parse_id = p.id and e.kind in ('retried', 'taken_back')), '') end,
      error_details = case when t.status = 'failed' then @details::jsonb end,
      cancel_acknowledged_at = case when t.status = 'cancelled' then coalesce(cancel_acknowledged_at, now()) end,
      run_after = case when t.status = 'queued' then now() + @delay * power(5, attempts_spent) end,
      finished_at = case when t.status <> 'queued' then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  from target t
  where p.id = t.id and p.status = 'in_progress' and p.attempt = @attempt
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'queued' then 'retried' else status end, attempt,
         case when status <> 'cancelled' then @code end
  from moved
)
select status from moved
