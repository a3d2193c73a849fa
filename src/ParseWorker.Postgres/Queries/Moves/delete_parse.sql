-- Pages, events, keys and the document go with it, by the table's keys and triggers; a worker that runs it misses the row at its next tick
-- and writes nothing.
-- An uploaded file is its owner's and stays. The bytes follow once nothing else has them: purge_blobs.sql. Its place in lists stays.
with deleted as (
  delete from parseworker.parses where id = @id and environment = @environment returning id, environment, created_at, status
), place as (
  insert into parseworker.deleted_parses (id, environment, created_at) select id, environment, created_at from deleted
)
select case when status = 'in_progress' then pg_notify('parse_cancel_requested', id) end, pg_notify('parse_ended', id) from deleted
