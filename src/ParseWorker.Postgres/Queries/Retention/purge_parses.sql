-- Whole parses that ended long enough ago, few at a time: their pages, events, keys and documents go in the same statement.
-- Their places in lists stay.
with old as (
  select id, environment, created_at from parseworker.parses
  where finished_at < now() - @age
  order by finished_at
  limit @limit
  for update skip locked
), place as (
  insert into parseworker.deleted_parses (id, environment, created_at) select id, environment, created_at from old
)
delete from parseworker.parses p using old o where p.id = o.id
