-- An upload is announced; its bytes and its file follow.
insert into parseworker.upload_sessions (file_id, environment, name, content_type, size, sha256, token_hash, expires_at)
values (@Id, @Environment, @Name, @ContentType, @Size, @Sha256, @TokenHash, @ExpiresAt)
