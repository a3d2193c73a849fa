-- Uploaded files that no parse uses, by the time of their upload; those that came with a parse go with it. The count, and no "not exists",
-- keeps the walk along the index of uploads: PostgreSQL may turn an anti-join into a read of both tables as a whole.
delete from parseworker.files
where id = any (array(
  select f.id from parseworker.upload_sessions u join parseworker.files f on f.id = u.file_id
  where u.completed_at < now() - @age
    and (select count(*) from parseworker.parses p where p.sha256 = f.sha256 and p.file_id = f.id) = 0
  order by u.completed_at
  limit @limit
  for update of f skip locked))
