-- Nobody pages on after a parse that was deleted so long ago.
delete from parseworker.deleted_parses where id in (
  select id from parseworker.deleted_parses where deleted_at < now() - @keptFor order by deleted_at limit @limit for update skip locked)
