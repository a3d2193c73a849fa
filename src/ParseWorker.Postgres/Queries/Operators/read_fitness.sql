-- Whether tables can be made here: the encoding, which of our schemas there are, and whether we may make those that are missing.
select quote_ident(current_database()) as name, quote_ident(current_user) as role, current_setting('server_encoding') as encoding,
       has_database_privilege(current_database(), 'create') as mayCreate,
       coalesce((select string_agg(n.nspname, ',') from pg_namespace n where n.nspname = any (@schemas)), '') as present
