-- Equal bytes are stored once; whoever comes second waits here for the first to commit and then has nothing to write.
insert into parseworker.blobs (sha256, size) values (@sha256, @size) on conflict do nothing
