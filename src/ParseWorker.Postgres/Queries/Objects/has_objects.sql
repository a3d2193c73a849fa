-- Whether a bucket holds documents, or what has still to be deleted from it.
select exists (select from parseworker.blobs where object_key is not null)
    or (select min(due_at) from parseworker.loose_objects) is not null
