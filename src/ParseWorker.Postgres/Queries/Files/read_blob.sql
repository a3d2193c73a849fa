-- Chunks in order; the blob's row alone is what an empty document leaves.
select c.bytes from parseworker.blobs b left join parseworker.blob_chunks c using (sha256) where b.sha256 = @sha256 order by c.n
