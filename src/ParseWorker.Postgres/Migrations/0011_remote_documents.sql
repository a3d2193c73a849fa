-- A document that its worker fetches: until then its parse has an address instead of bytes. Rows of before have bytes, so nothing is read
-- to validate the check.
alter table parseworker.parses
  alter column sha256 drop not null,
  add column source_url text,
  add constraint has_a_document check (sha256 is not null or source_url is not null or finished_at is not null) not valid;

-- The address may hold a secret, and nothing is fetched after the end.
create function parseworker.forget_address() returns trigger language plpgsql as $$
begin
  new.source_url := null;
  return new;
end $$;

create trigger forget_address before update on parseworker.parses
  for each row when (new.finished_at is not null and new.source_url is not null)
  execute function parseworker.forget_address();

-- The file that came with a parse goes with it; an uploaded one is its owner's and stays. Here and not in the statement that deletes: one
-- that waited for the worker to record what it fetched does not see the file of that moment, a trigger does.
create function parseworker.forget_files() returns trigger language plpgsql as $$
begin
  delete from parseworker.files f using gone
  where f.id = gone.file_id and not exists (select from parseworker.upload_sessions u where u.file_id = f.id);
  return null;
end $$;

create trigger forget_files after delete on parseworker.parses
  referencing old table as gone for each statement execute function parseworker.forget_files();

-- A parse whose document was never fetched leaves none behind.
create or replace function parseworker.release_blobs() returns trigger language plpgsql as $$
begin
  insert into parseworker.released_blobs (sha256) select distinct sha256 from gone where sha256 is not null order by sha256
  on conflict (sha256) do update set released_at = now();
  return null;
end $$;
