-- A key that was used before answers with the parse it made, as it is now.
select k.fingerprint as request_fingerprint, p.*
from parseworker.idempotency_keys k join parseworker.parses p on p.id = k.parse_id
where k.environment = @environment and k.key = @key
