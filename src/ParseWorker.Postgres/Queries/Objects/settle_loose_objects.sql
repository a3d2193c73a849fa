-- They were deleted, in the state in which they were taken. A request of a writer that was given up may still be on its way to the bucket:
-- its object is deleted once more, later.
with late as (
  update parseworker.loose_objects set state = 'released', due_at = now() + @late
  where object_key = any (@abandoned) and state = 'abandoned'
)
delete from parseworker.loose_objects where object_key = any (@released) and state = 'released'
