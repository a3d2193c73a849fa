-- Uploads that were never completed, with the bytes that arrived for them.
delete from parseworker.upload_sessions
where file_id = any (array(
  select u.file_id from parseworker.upload_sessions u
  where u.expires_at < now() and u.completed_at is null
  limit @limit
  for update skip locked))
