-- The record as readers see it; another environment's parse does not exist.
select * from parseworker.parses where id = @id and environment = @environment
