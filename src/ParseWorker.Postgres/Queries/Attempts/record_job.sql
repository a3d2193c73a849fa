-- Remembers which job will start the parse, and wakes idle workers. Harmless when the job was quicker: the claim has raised the attempt by
-- one, no more, and nobody has to be woken.
with recorded as (
  update parseworker.parses
  set hangfire_job_id = @jobId, enqueued_at = now()
  where id = @id and ((status = 'queued' and attempt = @attempt) or (status = 'in_progress' and attempt = @attempt + 1))
  returning id, status
)
select pg_notify('parse_enqueued', id) from recorded where status = 'queued'
