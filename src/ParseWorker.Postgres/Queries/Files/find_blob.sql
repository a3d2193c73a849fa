-- Where a document's bytes are and how many there are, or nothing when it is not there.
select size, object_key from parseworker.blobs where sha256 = @sha256
