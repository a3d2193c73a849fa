-- Remembers which job will send it, so that the sweep does not take a long queue for a lost one.
update parseworker.webhook_deliveries set hangfire_job_id = @jobId
where endpoint_id = @endpointId and parse_id = @parseId and n = @n and status = 'pending' and enqueued_at is not null
