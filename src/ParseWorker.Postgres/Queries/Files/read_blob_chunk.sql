-- One MiB of a document: whoever reads a part of it reads no more than that.
select bytes from parseworker.blob_chunks where sha256 = @sha256 and n = @n
