-- The size of a document, or nothing when it is not there.
select size from parseworker.blobs where sha256 = @sha256
