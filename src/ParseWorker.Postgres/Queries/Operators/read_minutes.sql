-- The newest last.
select minute, waiting, in_progress, oldest_waiting, completed, failed, cancelled, pages, cancel_p50, cancel_p99, failures
from parseworker.load_minutes
where minute >= date_trunc('minute', now()) - @age
order by minute
