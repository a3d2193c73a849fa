-- Removes documents that nothing refers to. A document that was just stored waits for its parse (the grace), and a batch is a few MiB:
-- whoever stores the same bytes again waits for it no longer than that takes.
with locked as (
  select r.sha256, r.released_at from parseworker.released_blobs r
  where r.released_at < now() - @grace
  order by r.released_at
  limit @limit
  for update skip locked
), batch as (
  select sha256 from (
    select l.sha256, coalesce(sum(b.size) over (order by l.released_at, l.sha256), 0) - coalesce(b.size, 0) as bytes_before
    from locked l left join parseworker.blobs b on b.sha256 = l.sha256) sized
  where bytes_before < @mostBytes
), unused as (
  select b.sha256 from parseworker.blobs b join batch on batch.sha256 = b.sha256
  where not exists (select from parseworker.parses p where p.sha256 = b.sha256)
    and not exists (select from parseworker.files f where f.sha256 = b.sha256)
    and not exists (select from parseworker.upload_sessions u where u.received_sha256 = b.sha256)
  for update of b skip locked
), deleted as (
  delete from parseworker.blobs b using unused u where b.sha256 = u.sha256 returning b.sha256
), settled as (
  delete from parseworker.released_blobs r
  using batch
  where r.sha256 = batch.sha256
    and (exists (select from deleted d where d.sha256 = r.sha256)
         or not exists (select from parseworker.blobs b where b.sha256 = r.sha256)
         or exists (select from parseworker.parses p where p.sha256 = r.sha256)
         or exists (select from parseworker.files f where f.sha256 = r.sha256)
         or exists (select from parseworker.upload_sessions u where u.received_sha256 = r.sha256))
  returning r.sha256
)
select (select count(*) from settled) as settled, (select count(*) from deleted) as removed
