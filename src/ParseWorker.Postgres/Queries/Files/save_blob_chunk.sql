-- 1 MiB a row: neither side ever holds a whole document.
insert into parseworker.blob_chunks (sha256, n, bytes) values (@sha256, @n, @bytes)
