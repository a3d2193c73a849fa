-- Grants an attempt to one sender: of two jobs one finds a lease, and a later event of a parse does not overtake an earlier one. The time
-- is told too: what is signed with it must not depend on the worker's clock.
update parseworker.webhook_deliveries d
set attempt = d.attempt + 1, leased_until = now() + @lease, enqueued_at = coalesce(d.enqueued_at, now())
from parseworker.webhook_endpoints w
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
  and d.status = 'pending' and d.next_attempt_at <= now() and (d.leased_until is null or d.leased_until < now())
  and w.id = d.endpoint_id and w.disabled_at is null
  and not exists (
    select from parseworker.webhook_deliveries b
    where b.endpoint_id = d.endpoint_id and b.parse_id = d.parse_id and b.n < d.n and b.status = 'pending')
returning now() as claimed_at, d.attempt, d.failures, d.kind, d.created_at, w.environment, w.url, w.secret,
          case when w.old_secret_until > now() then w.old_secret end as old_secret
