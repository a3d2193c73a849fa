-- Of any environment: whoever has its token may send the bytes.
select file_id as id, environment, name, content_type, size, sha256, token_hash, expires_at, received_sha256, completed_at
from parseworker.upload_sessions where file_id = @id
