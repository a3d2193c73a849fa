-- Uploaded files that no parse uses; those that came with a parse go with it.
delete from parseworker.files
where id = any (array(
  select f.id from parseworker.files f join parseworker.upload_sessions u on u.file_id = f.id
  where f.created_at < now() - @age
    and not exists (select from parseworker.parses p where p.sha256 = f.sha256 and p.file_id = f.id)
  order by f.created_at
  limit @limit
  for update of f skip locked))
