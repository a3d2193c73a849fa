-- Schemas without anything in them: made where they are missing, emptied where they are there. They are not dropped, since the role that
-- owns them may not be allowed to make them. What an extension has in them stays.
do $$
declare
  ours constant text[] := array ['parseworker', 'hangfire'];
  schemas oid[];
  statements text[];
  one text;
begin
  for one in select name from unnest(ours) name where to_regnamespace(name) is null loop
    execute format('create schema %I', one);
  end loop;
  schemas := array (select oid from pg_namespace where nspname = any (ours));

  -- Gathered first, each by its name: what one takes with it is gone when its own turn comes.
  statements := array (
    select format('drop %s if exists %s cascade',
                  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table'
                                 when 'S' then 'sequence' else 'table' end, c.oid::regclass)
    from pg_class c
    where c.relnamespace = any (schemas) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relkind = 'S')
    || array (
    select format('drop routine if exists %s cascade', p.oid::regprocedure)
    from pg_proc p
    where p.pronamespace = any (schemas) and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e'))
    || array (
    select format('drop type if exists %s cascade', t.oid::regtype)
    from pg_type t
    where t.typnamespace = any (schemas) and t.typtype in ('d', 'e', 'r')
      and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e'));
  foreach one in array statements loop
    execute one;
  end loop;
end
$$;
