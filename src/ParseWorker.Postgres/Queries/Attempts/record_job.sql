-- Remembers which job will start the parse. Harmless when the job was quicker: the claim has raised the attempt by one, no more, and the
-- status says that nobody has to be woken.
update parseworker.parses
set hangfire_job_id = @jobId, enqueued_at = now()
where id = @id and ((status = 'queued' and attempt = @attempt) or (status = 'in_progress' and attempt = @attempt + 1))
returning status
