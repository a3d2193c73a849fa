-- Finds liveness, not age: a lease that ran out means the worker is gone. Not right after a database start, when nobody could renew. No
-- attempt is spent, which only a document does; a parse that loses one worker after the other is given up all the same, and says how its
-- other attempts ended.
with expired as (
  select id, case when cancel_requested_at is not null then 'cancelled'
                  when workers_lost + 1 >= @maxLostWorkers then 'failed'
                  else 'queued' end as status
  from parseworker.parses
  where status = 'in_progress' and lease_expires_at < now() and now() > pg_postmaster_start_time() + @lease
  order by lease_expires_at
  limit @limit
  for update skip locked
), moved as (
  update parseworker.parses p
  set status = t.status, workers_lost = workers_lost + 1,
      error_code = case when t.status = 'failed' then @code end,
      error_message = case when t.status = 'failed' then @message || coalesce((
        select ' Before that: ' || string_agg(
          'attempt ' || e.attempt || ' ' || case e.kind when 'retried' then e.detail else 'worker_lost' end, ', ' order by e.n) || '.'
        from parseworker.parse_events e where e.parse_id = p.id and e.kind in ('retried', 'taken_back')), '') end,
      cancel_acknowledged_at = case when t.status = 'cancelled' then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = case when t.status <> 'queued' then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  from expired t
  where p.id = t.id and p.status = 'in_progress'
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'queued' then 'taken_back' else status end, attempt,
         case when status = 'failed' then error_code else owner end from moved
)
select id, attempt, environment, status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved
