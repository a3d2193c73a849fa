-- Pages, events and keys go with it; a worker that runs it misses the row at its next tick and writes nothing.
with deleted as (
  delete from parseworker.parses where id = @id and environment = @environment returning id, status
)
select case when status = 'in_progress' then pg_notify('parse_cancel_requested', id) end, pg_notify('parse_ended', id) from deleted
