-- The newest parses first. A message's id is its place in the list, so that a page follows one that is gone.
select d.parse_id, d.n, d.kind, d.status, case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at,
       d.created_at, d.finished_at, a.attempt, a.at, a.duration, a.response_status, a.error
from (
  select * from parseworker.webhook_deliveries
  where endpoint_id = @endpointId
    and exists (select from parseworker.webhook_endpoints w where w.id = @endpointId and w.environment = @environment)
    and (@status::text is null or status = @status)
    and (@boundId::text is null or (parse_id, n) < (@boundId, @boundNumber))
  order by parse_id desc, n desc
  limit @limit
) d
left join parseworker.webhook_attempts a using (endpoint_id, parse_id, n)
order by d.parse_id desc, d.n desc, a.attempt desc
