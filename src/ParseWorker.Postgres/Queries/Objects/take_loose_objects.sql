-- Objects to be deleted now. Given up first, in this statement: no blob's row takes one any more that a delete is on its way to. Whoever
-- takes them and dies leaves them due again.
update parseworker.loose_objects
set state = case when state = 'writing' then 'abandoned' else state end, due_at = now() + @again
where object_key = any (array(
  select object_key from parseworker.loose_objects where due_at <= now() order by due_at limit @limit for update skip locked))
returning object_key, upload_id, state
