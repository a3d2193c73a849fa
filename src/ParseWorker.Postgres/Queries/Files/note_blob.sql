-- Until a parse or file refers to a document it counts as released just now: purge_blobs.sql gives its parse time to come, and waits
-- for whoever is storing the same bytes. By the clock, not by the transaction: storing a large document takes a while.
insert into parseworker.released_blobs (sha256, released_at) values (@sha256, clock_timestamp())
on conflict (sha256) do update set released_at = clock_timestamp()
