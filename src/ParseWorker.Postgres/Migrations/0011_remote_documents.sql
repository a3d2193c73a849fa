-- A document that its worker fetches: until then its parse has an address instead of bytes.
alter table parseworker.parses
  alter column sha256 drop not null,
  add column source_url text,
  add constraint has_a_document check (sha256 is not null or source_url is not null);

-- A parse whose document was never fetched leaves none behind.
create or replace function parseworker.release_blobs() returns trigger language plpgsql as $$
begin
  insert into parseworker.released_blobs (sha256) select distinct sha256 from gone where sha256 is not null order by sha256
  on conflict (sha256) do update set released_at = now();
  return null;
end $$;
