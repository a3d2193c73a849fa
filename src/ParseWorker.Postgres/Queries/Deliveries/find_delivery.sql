-- A delivery with its last attempts, the newest first; nothing to other environments than the endpoint's.
select d.parse_id, d.n, d.kind, d.status, case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at,
       d.created_at, d.finished_at, a.attempt, a.at, a.duration, a.response_status, a.error
from parseworker.webhook_deliveries d
join parseworker.webhook_endpoints w on w.id = d.endpoint_id and w.environment = @environment
left join parseworker.webhook_attempts a using (endpoint_id, parse_id, n)
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
order by a.attempt desc
