-- Only the hash is kept: the database cannot give a key away.
insert into parseworker.api_keys (id, name, environment, hash, most_waiting) values (@id, @name, @environment, @hash, @mostWaiting)
returning id, name, environment, most_waiting, created_at
