-- For operators, who see every environment; the time of the read is what leases and ages are counted by.
select *, now() as read_at from parseworker.parses where id = @id
