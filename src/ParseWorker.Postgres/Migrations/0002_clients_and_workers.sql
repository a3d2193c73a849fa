-- Who may ask (keys, hashed), how retries find what they made before, uploads, and which workers are alive.
create table parseworker.api_keys (
  id           text primary key,
  name         text not null,
  environment  text not null,
  hash         bytea not null unique check (octet_length(hash) = 32),
  created_at   timestamptz not null default now()
);

create table parseworker.idempotency_keys (
  environment  text not null,
  key          text not null,
  fingerprint  bytea not null,
  parse_id     text not null references parseworker.parses on delete cascade,
  created_at   timestamptz not null default now(),
  primary key (environment, key)
);
create index idempotency_keys_by_parse on parseworker.idempotency_keys (parse_id);

-- A create is in here until its reply was sent: an identical request that comes while it stands is a retry.
create table parseworker.unanswered_creates (
  parse_id     text primary key references parseworker.parses on delete cascade,
  environment  text not null,
  fingerprint  bytea not null,
  created_at   timestamptz not null default now()
);
create index unanswered_creates_by_request on parseworker.unanswered_creates (environment, fingerprint);

create table parseworker.upload_sessions (
  file_id       text primary key,
  environment   text not null,
  name          text not null,
  content_type  text,
  size          bigint not null check (size >= 0),
  sha256        bytea check (octet_length(sha256) = 32),
  token_hash    bytea not null check (octet_length(token_hash) = 32),
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,
  completed_at  timestamptz
);

create table parseworker.workers (
  name     text primary key,
  slots    int not null check (slots >= 1),
  ready    boolean not null,
  seen_at  timestamptz not null
);

-- A process frozen inside a transaction must not hold a row lock that blocks everybody's cancel.
-- In this database only: the role may serve others, and their migrations may run at this moment.
do $$ begin
  execute format('alter role %I in database %I set idle_in_transaction_session_timeout = ''10s''', current_user, current_database());
end $$;
