-- One query for everybody who waits: who has ended, or is not there any more.
select wanted.id
from unnest(@ids) as wanted (id) left join parseworker.parses p on p.id = wanted.id
where p.id is null or p.status in ('completed', 'failed', 'cancelled')
