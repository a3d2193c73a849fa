-- What an attempt came to, by the sender that was granted it: one that comes back late changes nothing. An endpoint that has failed for too
-- long and often enough, or says that it is gone, is disabled with the same statement; not when it has another address by now. The endpoint
-- is locked before its delivery, as a delete of the endpoint locks them.
with endpoint as (
  select id from parseworker.webhook_endpoints where id = @endpointId for key share
), recorded as (
  update parseworker.webhook_deliveries d
  set status = case when @error::text is null then 'delivered' when @delay::interval is null then 'failed' else 'pending' end,
      failures = d.failures + case when @error::text is null then 0 else 1 end,
      next_attempt_at = now() + coalesce(@delay::interval, interval '0'),
      finished_at = case when @error::text is null or @delay::interval is null then now() end,
      leased_until = null, enqueued_at = null, hangfire_job_id = null
  from endpoint e
  where d.endpoint_id = e.id and d.parse_id = @parseId and d.n = @n and d.attempt = @attempt and d.status = 'pending'
  returning d.endpoint_id, d.parse_id, d.n, d.attempt
), noted as (
  insert into parseworker.webhook_attempts (endpoint_id, parse_id, n, attempt, at, duration, response_status, error)
  select endpoint_id, parse_id, n, attempt, now(), @duration, @responseStatus, @error from recorded
), forgotten as (
  delete from parseworker.webhook_attempts a using recorded r
  where a.endpoint_id = r.endpoint_id and a.parse_id = r.parse_id and a.n = r.n and a.attempt <= r.attempt - @mostAttempts
), told as (
  update parseworker.webhook_endpoints w
  set failing_since = case when @error::text is not null then coalesce(w.failing_since, now()) end,
      failures = case when @error::text is not null then w.failures + 1 else 0 end,
      disabled_at = case when @isGone
                           or (@error::text is not null and w.failing_since < now() - @disableAfter and w.failures + 1 >= @fewestFailures)
                         then now() end,
      disabled_reason = case when @isGone then 'gone'
                             when @error::text is not null and w.failing_since < now() - @disableAfter
                               and w.failures + 1 >= @fewestFailures then 'failing' end
  from recorded r
  where w.id = r.endpoint_id and w.url = @url and w.disabled_at is null and (@error::text is not null or w.failing_since is not null)
  returning w.id, w.disabled_reason
)
select r.attempt, t.disabled_reason from recorded r left join told t on t.id = r.endpoint_id
