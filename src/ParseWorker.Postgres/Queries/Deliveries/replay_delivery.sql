-- To be sent from its first attempt on, whatever became of it; one that is under way is left to its sender.
update parseworker.webhook_deliveries d
set status = 'pending', failures = 0, next_attempt_at = now(), finished_at = null
from parseworker.webhook_endpoints w
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
  and w.id = d.endpoint_id and w.environment = @environment
  and (d.leased_until is null or d.leased_until < now())
