-- Documents outside of the database: a blob's row says where its bytes are, in chunks here or in an object of a bucket.
alter table parseworker.blobs add column object_key text;
create unique index blobs_by_object on parseworker.blobs (object_key) where object_key is not null;

-- Objects that no blob has. One that is being written stands here before its first byte is sent, and leaves when a blob's row takes it:
-- whoever dies in between leaves a row, by which the object is found and deleted. One whose blob was deleted comes here with that. A key is
-- used once, so that a delete that comes late takes nobody's bytes.
create table parseworker.loose_objects (
  object_key  text primary key,
  -- writing: its writer is at work, and renews due_at. abandoned: the writer was silent for too long and may not use it any more; it is
  -- deleted twice, for what still arrives. released: deleted, then forgotten.
  state       text not null check (state in ('writing', 'abandoned', 'released')),
  upload_id   text,
  due_at      timestamptz not null
);
create index loose_objects_by_time on parseworker.loose_objects (due_at);

-- Whatever deletes a blob, by code or by hand, leaves the key of its object here.
create function parseworker.release_objects() returns trigger language plpgsql as $$
begin
  insert into parseworker.loose_objects (object_key, state, due_at)
  select object_key, 'released', now() from gone where object_key is not null
  on conflict (object_key) do update set state = 'released', due_at = now();
  return null;
end $$;

create trigger release_objects after delete on parseworker.blobs
  referencing old table as gone for each statement execute function parseworker.release_objects();
