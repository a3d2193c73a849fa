-- A worker that stops leaves; those that died are cleared by the next one that does.
delete from parseworker.workers where name = @name or seen_at < now() - interval '1 day'
