-- Some documents that a bucket holds.
select object_key, size, sha256 from parseworker.blobs where object_key is not null order by object_key limit @limit
