-- What is null stays as it is. Enabled again, or at another URL, an endpoint has not failed yet; what it was not told of meanwhile waits.
update parseworker.webhook_endpoints
set url = coalesce(@url, url),
    description = case when @description::text is null then description else nullif(@description, '') end,
    events = coalesce(@events::text[], events),
    failing_since = case when @enabled::boolean or @url::text is not null then null else failing_since end,
    failures = case when @enabled::boolean or @url::text is not null then 0 else failures end,
    disabled_at = case when @enabled::boolean then null when not @enabled::boolean then coalesce(disabled_at, now()) else disabled_at end,
    disabled_reason = case when @enabled::boolean then null
                           when not @enabled::boolean then coalesce(disabled_reason, 'requested')
                           else disabled_reason end,
    updated_at = now()
where id = @id and environment = @environment
returning *
