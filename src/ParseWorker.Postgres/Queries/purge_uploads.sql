-- Uploads that were never completed, and what remained of those whose file is gone.
delete from parseworker.upload_sessions
where file_id = any (array(
  select u.file_id from parseworker.upload_sessions u
  where u.expires_at < now() and (u.completed_at is null or not exists (select from parseworker.files f where f.id = u.file_id))
  limit @limit
  for update skip locked))
