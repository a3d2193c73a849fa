-- Towards newer files from a bound, or from the oldest; served by the index on (environment, created_at, id).
select f.*, exists (select from parseworker.upload_sessions u where u.file_id = f.id) as is_uploaded
from parseworker.files f
where f.environment = @environment
  and (@name::text is null or lower(f.name) like lower(@name))
  and (@mimeType::text is null or f.mime_type = @mimeType)
  and (@from::timestamptz is null or f.created_at >= @from)
  and (@to::timestamptz is null or f.created_at <= @to)
  and (@boundId::text is null or (f.created_at, f.id) > (@boundTime::timestamptz, @boundId))
order by f.created_at asc, f.id asc
limit @limit
