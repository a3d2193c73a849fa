-- Chunks in order; the blob's row alone is what an empty document leaves, and one whose bytes are an object of a bucket.
select c.bytes, b.object_key, b.size
from parseworker.blobs b left join parseworker.blob_chunks c using (sha256) where b.sha256 = @sha256 order by c.n
