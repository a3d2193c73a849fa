-- One query a tick for all parses of a worker; a missing row means the parse was deleted.
select id, status, attempt, cancel_requested_at is not null as cancel_requested, now() - cancel_requested_at as cancel_age
from parseworker.parses
where id = any (@ids)
