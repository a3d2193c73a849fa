-- The status guard is for the batch: one ended row would abort the others' renewal through the guard trigger.
update parseworker.parses p
set lease_expires_at = now() + @lease
from unnest(@ids, @attempts) as mine (id, attempt)
where p.id = mine.id and p.attempt = mine.attempt and p.status = 'in_progress'
returning p.id, p.attempt
