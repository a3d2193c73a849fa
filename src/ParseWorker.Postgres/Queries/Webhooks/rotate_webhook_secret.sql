-- The secret of until now goes on signing beside the new one until its time is over; without time it is gone at once.
update parseworker.webhook_endpoints
set old_secret = case when @overlap > interval '0' then secret end,
    old_secret_until = case when @overlap > interval '0' then now() + @overlap end,
    secret = @secret, updated_at = now()
where id = @id and environment = @environment
returning *
