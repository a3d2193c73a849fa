-- Marks what is due as enqueued, as far as there is room: for its endpoint (one that fails has room for one request), for its environment,
-- and for all that fail together, so that whoever answers late leaves slots to the others. Where there is less room than is due, endpoints
-- take turns, and so do environments. A later event of a parse waits for the earlier one, whatever became of that one's attempts.
with enqueued as (
  select w.environment, q.endpoint_id, w.failing_since is not null as fails
  from parseworker.webhook_deliveries q join parseworker.webhook_endpoints w on w.id = q.endpoint_id
  where q.enqueued_at is not null
), due as (
  select w.environment, w.failing_since is not null as fails, d.*
  from parseworker.webhook_endpoints w
  cross join lateral (
    select l.endpoint_id, l.parse_id, l.n, l.next_attempt_at from parseworker.webhook_deliveries l
    where l.endpoint_id = w.id and l.status = 'pending' and l.enqueued_at is null and l.next_attempt_at <= now()
      and not exists (
        select from parseworker.webhook_deliveries b
        where b.endpoint_id = l.endpoint_id and b.parse_id = l.parse_id and b.n < l.n and b.status = 'pending')
    order by l.next_attempt_at, l.parse_id, l.n
    limit (select greatest(0, case when w.failing_since is null then @ofAnEndpoint else 1 end - count(*))
           from enqueued e where e.endpoint_id = w.id)
    for update skip locked
  ) d
  where w.disabled_at is null and (@environment::text is null or w.environment = @environment)
), by_endpoint as (
  select *, row_number() over (partition by endpoint_id order by next_attempt_at, parse_id, n) as turn from due
), by_turn as (
  select *, row_number() over (partition by environment, fails order by turn, next_attempt_at, endpoint_id) as place_of_state
  from by_endpoint
), by_state as (
  select *, row_number() over (partition by fails order by place_of_state, next_attempt_at, endpoint_id) as place_of_all from by_turn
), by_environment as ( -- without those that fail and find no room: they would take the places of their neighbours that answer
  select *, row_number() over (partition by environment order by turn, next_attempt_at, endpoint_id) as place
  from by_state
  where not fails or place_of_all <= @ofTheFailing - (select count(*) from enqueued e where e.fails)
), chosen as (
  select endpoint_id, parse_id, n from by_environment b
  where place <= @ofAnEnvironment - (select count(*) from enqueued e where e.environment = b.environment)
)
update parseworker.webhook_deliveries d
set enqueued_at = now()
from chosen c
where d.endpoint_id = c.endpoint_id and d.parse_id = c.parse_id and d.n = c.n
returning d.endpoint_id, d.parse_id, d.n
