-- What runs, whoever holds the lease; a few hundred rows that have an index of their own.
select *, now() as read_at from parseworker.parses where status = 'in_progress' order by started_at, id limit @limit
