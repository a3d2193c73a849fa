-- The upload becomes a file, once: its bytes are the file's from here on.
with upload as (
  select * from parseworker.upload_sessions where file_id = @id and completed_at is null and received_sha256 is not null for update
), file as (
  insert into parseworker.files (id, environment, name, mime_type, sha256)
  select file_id, environment, name, received_mime_type, received_sha256 from upload
)
update parseworker.upload_sessions u
set completed_at = now(), received_sha256 = null
from upload where u.file_id = upload.file_id
