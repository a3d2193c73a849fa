-- What an attempt has fetched is its parse's document from now on: no later attempt fetches it again. The address goes, for it may hold a
-- secret. The same again changes nothing: the reply may have been lost.
with moved as (
  update parseworker.parses
  set sha256 = @sha256, mime_type = @mimeType, source_url = null, updated_at = now()
  where id = @id and status = 'in_progress' and attempt = @attempt and (sha256 is null or sha256 = @sha256)
  returning *
), file as (
  insert into parseworker.files (id, environment, name, mime_type, sha256)
  select file_id, environment, file_name, mime_type, sha256 from moved
  on conflict (id) do nothing
)
select count(*) from moved
