-- The flag is set once and by one request: without the row lock two first cancels both believe they were first.
with before as (
  select id, status, cancel_requested_at from parseworker.parses where id = @id and environment = @environment for update
), moved as (
  update parseworker.parses p
  set cancel_requested_at = now(), cancel_requested_by = @requestedBy,
      status = case when p.status = 'in_progress' then p.status else 'cancelled' end,
      cancel_acknowledged_at = case when p.status = 'in_progress' then null else now() end,
      finished_at = case when p.status = 'in_progress' then null else now() end,
      updated_at = now(), event_count = p.event_count + case when p.status = 'in_progress' then 1 else 2 end
  from before b
  where p.id = b.id and p.cancel_requested_at is null and p.status in ('pending', 'queued', 'in_progress')
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count - case when status = 'cancelled' then 1 else 0 end, 'cancel_requested', attempt, cancel_requested_by from moved
  union all
  select id, event_count, 'cancelled', attempt, null from moved where status = 'cancelled'
), told as (
  select id, pg_notify(case when status = 'cancelled' then 'parse_ended' else 'parse_cancel_requested' end, id) from moved
)
select case when t.id is not null then 'accepted'
            when b.status = 'in_progress' then 'already_requested'
            else 'already_terminal' end
from before b left join told t on t.id = b.id
