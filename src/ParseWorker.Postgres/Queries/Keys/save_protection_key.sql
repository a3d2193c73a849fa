-- Two processes that start at the same time make a key each, and both are read.
insert into parseworker.data_protection_keys (name, xml) values (@name, @xml) on conflict (name) do nothing
