-- How many parses of the key may wait from now on; null as configured, 0 for any number. Those that wait already stay.
update parseworker.api_keys set most_waiting = @mostWaiting where id = @id
returning id, name, environment, most_waiting, created_at
