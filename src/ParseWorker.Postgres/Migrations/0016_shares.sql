-- Who may take how much: a key may have a cap of its own on waiting parses, an environment a weight in admission.
alter table parseworker.api_keys add column most_waiting int check (most_waiting between 0 and 1000000);

-- The key that made it; null where no key did. The key may be revoked.
alter table parseworker.parses add column key_id text;
create index parses_waiting_by_key on parseworker.parses (key_id) where status in ('pending', 'queued') and key_id is not null;

create table parseworker.environments (
  name        text primary key,
  weight      int not null check (weight between 1 and 100),
  updated_at  timestamptz not null default now()
);
