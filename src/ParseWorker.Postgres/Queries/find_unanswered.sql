-- A create whose reply never reached its client is joined by the client's retry; one that failed or was cancelled is not worth joining.
select p.*
from parseworker.unanswered_creates u join parseworker.parses p on p.id = u.parse_id
where u.environment = @environment and u.fingerprint = @fingerprint
  and u.created_at > now() - @joinableFor and p.status not in ('failed', 'cancelled')
order by u.created_at desc
limit 1
