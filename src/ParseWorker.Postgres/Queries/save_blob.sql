-- Equal bytes are stored once; whoever comes second waits here for the first to commit and then has nothing to write.
-- Until a parse or file refers to them they count as released just now: purge_blobs.sql gives their parse time to come.
with released as (
  insert into parseworker.released_blobs (sha256) values (@sha256) on conflict (sha256) do update set released_at = now()
)
insert into parseworker.blobs (sha256, size) values (@sha256, @size) on conflict do nothing
