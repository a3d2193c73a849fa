-- Its writer lives. None of this once it was given up: the object may be gone already.
update parseworker.loose_objects set due_at = now() + @patience, upload_id = coalesce(@uploadId, upload_id)
where object_key = @key and state = 'writing'
