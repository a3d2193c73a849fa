-- The object is written: the blob's row takes it, unless it was given up. Noted first, as in note_blob.sql: a purge that has these bytes in
-- hand is waited for, and the row is made anew. Where another object got there before, this one is nobody's.
with mine as (
  select object_key from parseworker.loose_objects where object_key = @key and state = 'writing' for update
), noted as (
  insert into parseworker.released_blobs (sha256, released_at) select @sha256, clock_timestamp() from mine
  on conflict (sha256) do update set released_at = clock_timestamp()
  returning sha256
), blob as (
  insert into parseworker.blobs (sha256, size, object_key)
  select n.sha256, @size, m.object_key from noted n cross join mine m
  on conflict (sha256) do nothing
  returning object_key
), taken as (
  delete from parseworker.loose_objects o using blob b where o.object_key = b.object_key
), spare as (
  update parseworker.loose_objects o set state = 'released', due_at = now()
  from mine m where o.object_key = m.object_key and not exists (select from blob)
)
select exists (select from noted)
