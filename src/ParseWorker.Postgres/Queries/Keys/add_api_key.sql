-- Only the hash is kept: the database cannot give a key away.
insert into parseworker.api_keys (id, name, environment, hash) values (@id, @name, @environment, @hash)
