-- The hash is the lookup: a wrong key costs the same index probe as a right one.
select id, name, environment from parseworker.api_keys where hash = @hash
