-- Uploads: bytes that arrived stand with their upload until it is completed, and leave with it when it never is.
alter table parseworker.upload_sessions
  add column received_sha256 bytea references parseworker.blobs on delete restrict,
  add column received_mime_type text,
  add constraint completed_has_no_bytes_of_its_own check (completed_at is null or received_sha256 is null);
create index upload_sessions_by_blob on parseworker.upload_sessions (received_sha256) where received_sha256 is not null;
create index upload_sessions_open on parseworker.upload_sessions (expires_at) where completed_at is null;
create index upload_sessions_completed on parseworker.upload_sessions (completed_at) where completed_at is not null;

-- A hash that is noted already is noted again: a purge that settles the row at this moment still sees what is deleted here, and would drop
-- the row for good.
create or replace function parseworker.release_blobs() returns trigger language plpgsql as $$
begin
  insert into parseworker.released_blobs (sha256) select distinct sha256 from gone order by sha256
  on conflict (sha256) do update set released_at = now();
  return null;
end $$;

create function parseworker.release_uploaded_blobs() returns trigger language plpgsql as $$
begin
  insert into parseworker.released_blobs (sha256)
  select distinct received_sha256 from gone where received_sha256 is not null order by received_sha256
  on conflict (sha256) do update set released_at = now();
  return null;
end $$;

create trigger release_blobs after delete on parseworker.upload_sessions
  referencing old table as gone for each statement execute function parseworker.release_uploaded_blobs();

-- An upload's record says that its file is its owner's; it is of no use without the file.
create function parseworker.forget_uploads() returns trigger language plpgsql as $$
begin
  delete from parseworker.upload_sessions u using gone where u.file_id = gone.id;
  return null;
end $$;

create trigger forget_uploads after delete on parseworker.files
  referencing old table as gone for each statement execute function parseworker.forget_uploads();

create index files_by_name on parseworker.files (environment, lower(name) text_pattern_ops);

-- What links and forms are signed with: every API process reads what another one signed.
create table parseworker.data_protection_keys (
  name        text primary key,
  xml         text not null,
  created_at  timestamptz not null default now()
);
