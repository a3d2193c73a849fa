-- Schemas without anything in them: made where they are missing, emptied where they are there. They are not dropped, since the role that
-- owns them may not be allowed to make them.
do $$
declare
  ours constant text[] := array ['parseworker', 'hangfire'];
  what text;
begin
  for what in select format('create schema %I', name) from unnest(ours) name where to_regnamespace(name) is null loop
    execute what;
  end loop;

  -- One after the other: what another one takes with it is gone by then.
  for what in
    select format(
      'drop %s if exists %s cascade', case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end, oid::regclass)
    from pg_class
    where relnamespace in (select oid from pg_namespace where nspname = any (ours)) and relkind in ('r', 'p', 'v', 'S')
    order by relkind = 'S'
  loop
    execute what;
  end loop;

  for what in
    select format('drop routine if exists %s cascade', oid::regprocedure)
    from pg_proc
    where pronamespace in (select oid from pg_namespace where nspname = any (ours))
  loop
    execute what;
  end loop;

  for what in
    select format('drop type if exists %s cascade', oid::regtype)
    from pg_type
    where typnamespace in (select oid from pg_namespace where nspname = any (ours)) and typtype in ('d', 'e', 'r')
  loop
    execute what;
  end loop;
end
$$;
