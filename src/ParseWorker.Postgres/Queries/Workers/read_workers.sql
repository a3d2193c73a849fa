-- Also those that fell silent: an operator looks for what was there.
select name, slots, ready, reason, greatest(now() - seen_at, interval '0') as silent_for, paused_by, hosts, host_bytes
from parseworker.workers
where seen_at > now() - @age
order by name
