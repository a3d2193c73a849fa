-- The bytes of an upload are stored. Sent again, they may be others: the first ones are nobody's then.
with upload as (
  select file_id, received_sha256 from parseworker.upload_sessions where file_id = @id and completed_at is null for update
), replaced as (
  insert into parseworker.released_blobs (sha256) select received_sha256 from upload where received_sha256 <> @sha256
  on conflict (sha256) do update set released_at = now()
)
update parseworker.upload_sessions u
set received_sha256 = @sha256, received_mime_type = @mimeType
from upload where u.file_id = upload.file_id
