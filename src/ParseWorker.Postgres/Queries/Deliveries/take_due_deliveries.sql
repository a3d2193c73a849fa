-- Marks what is due as enqueued, an endpoint's room at a time: one that fails has room for one request, so that it takes no slots from the
-- others. A later event of a parse waits for the earlier one, whatever became of that one's attempts.
with endpoint as (
  select w.id, case when w.failing_since is null then @mostAtOnce else 1 end
               - (select count(*) from parseworker.webhook_deliveries q where q.endpoint_id = w.id and q.enqueued_at is not null) as room
  from parseworker.webhook_endpoints w
  where w.disabled_at is null and (@onlyEndpoint::text is null or w.id = @onlyEndpoint)
    and exists (
      select from parseworker.webhook_deliveries d
      where d.endpoint_id = w.id and d.status = 'pending' and d.enqueued_at is null and d.next_attempt_at <= now())
  for no key update of w skip locked
), chosen as (
  select d.endpoint_id, d.parse_id, d.n
  from endpoint e
  cross join lateral (
    select l.endpoint_id, l.parse_id, l.n from parseworker.webhook_deliveries l
    where l.endpoint_id = e.id and l.status = 'pending' and l.enqueued_at is null and l.next_attempt_at <= now()
      and not exists (
        select from parseworker.webhook_deliveries b
        where b.endpoint_id = l.endpoint_id and b.parse_id = l.parse_id and b.n < l.n and b.status = 'pending')
    order by l.next_attempt_at, l.parse_id, l.n
    limit greatest(0, e.room)
    for update skip locked
  ) d
)
update parseworker.webhook_deliveries d
set enqueued_at = now()
from chosen c
where d.endpoint_id = c.endpoint_id and d.parse_id = c.parse_id and d.n = c.n
returning d.endpoint_id, d.parse_id, d.n
