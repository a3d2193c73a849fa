-- Ends parses that no worker has started before their deadline. One that was started once is past it for good.
with expired as (
  select id from parseworker.parses
  where expires_at is not null and expires_at <= now() and attempt = 0 and status in ('pending', 'queued')
  order by expires_at
  limit @limit
  for update skip locked
), moved as (
  update parseworker.parses p
  set status = 'failed', error_code = @code, error_message = @message, finished_at = now(), updated_at = now(),
      event_count = event_count + 1
  from expired e
  where p.id = e.id and p.status in ('pending', 'queued') and p.attempt = 0
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, error_code from moved
)
select id, attempt, environment, status, pg_notify('parse_ended', id) from moved
