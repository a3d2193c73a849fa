-- What deploy/status says of the database.
select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database()) as size
