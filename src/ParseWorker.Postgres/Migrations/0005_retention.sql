-- What nobody refers to any more is removed: whatever deletes a parse or a file, by code or by hand, leaves its document's hash here.
create table parseworker.released_blobs (
  sha256       bytea primary key check (octet_length(sha256) = 32),
  released_at  timestamptz not null default now()
);
create index released_blobs_by_time on parseworker.released_blobs (released_at);

create function parseworker.release_blobs() returns trigger language plpgsql as $$
begin
  insert into parseworker.released_blobs (sha256) select distinct sha256 from gone on conflict do nothing;
  return null;
end $$;

create trigger release_blobs after delete on parseworker.parses
  referencing old table as gone for each statement execute function parseworker.release_blobs();
create trigger release_blobs after delete on parseworker.files
  referencing old table as gone for each statement execute function parseworker.release_blobs();

-- Documents whose parses were deleted while nothing removed them.
insert into parseworker.released_blobs (sha256)
select sha256 from parseworker.files f
where not exists (select from parseworker.parses p where p.file_id = f.id) and not exists (select from parseworker.upload_sessions u where u.file_id = f.id)
union
select sha256 from parseworker.blobs b where not exists (select from parseworker.files f where f.sha256 = b.sha256)
on conflict do nothing;
delete from parseworker.files f
where not exists (select from parseworker.parses p where p.file_id = f.id) and not exists (select from parseworker.upload_sessions u where u.file_id = f.id);

create index parses_by_end on parseworker.parses (finished_at) where finished_at is not null;

-- A large table that grows at its end and is purged from its beginning: a summary of each range of pages finds it.
create index parse_events_by_time on parseworker.parse_events using brin (at);
create index idempotency_keys_by_time on parseworker.idempotency_keys (created_at);
