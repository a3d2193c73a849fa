-- Counted up to the limit only, as in create_parse.sql.
select @limit <= (select count(*) from (
  (select from parseworker.parses where environment = @environment and status = 'pending' limit @limit)
  union all
  (select from parseworker.parses where environment = @environment and status = 'queued' limit @limit)) waiting)
