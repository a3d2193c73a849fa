-- The row goes: what it opened stays with its environment, and who cancelled what was noted by name.
delete from parseworker.api_keys where id = @id returning id, name, environment
