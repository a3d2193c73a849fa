-- The parses, their pages and their history. The parses row is the truth about a parse; the CHECKs and the guard at the end
-- refuse what the code must never do.
create table parseworker.blobs (
  sha256      bytea primary key check (octet_length(sha256) = 32),
  size        bigint not null check (size >= 0),
  created_at  timestamptz not null default now()
);

create table parseworker.blob_chunks (
  sha256  bytea not null references parseworker.blobs on delete cascade,
  n       int not null,
  bytes   bytea not null,
  primary key (sha256, n)
);
-- Documents are compressed already; trying again costs time and gains nothing.
alter table parseworker.blob_chunks alter column bytes set storage external;

create table parseworker.files (
  id           text primary key,
  environment  text not null,
  name         text not null,
  mime_type    text not null,
  sha256       bytea not null references parseworker.blobs on delete restrict,
  created_at   timestamptz not null default now()
);
create index files_by_environment on parseworker.files (environment, created_at, id);
create index files_by_blob on parseworker.files (sha256);

create table parseworker.parses (
  id                      text primary key,
  environment             text not null,
  file_id                 text not null,
  file_name               text not null,
  mime_type               text not null,
  sha256                  bytea not null references parseworker.blobs on delete restrict,
  model                   text not null,
  table_format            text not null check (table_format in ('html', 'markdown', 'yaml', 'json')),
  image_resolution_dpi    int not null,
  instructions            text,

  status                  text not null default 'pending'
                          check (status in ('pending', 'queued', 'in_progress', 'completed', 'failed', 'cancelled')),
  attempt                 int not null default 0,
  attempts_spent          int not null default 0,
  owner                   text,
  lease_expires_at        timestamptz,
  run_after               timestamptz,
  engine_fingerprint      text,

  cancel_requested_at     timestamptz,
  cancel_requested_by     text,
  cancel_acknowledged_at  timestamptz,
  cancel_forced           boolean not null default false,

  hangfire_job_id         text,
  enqueued_at             timestamptz,

  page_count              int,
  pages_done              int not null default 0,
  error_code              text,
  error_message           text,
  error_details           jsonb,
  credits                 numeric,

  created_at              timestamptz not null default now(),
  queued_at               timestamptz,
  started_at              timestamptz,
  finished_at             timestamptz,
  updated_at              timestamptz not null default now(),
  event_count             int not null default 0,

  constraint cancel_is_never_contradicted check (cancel_requested_at is null or status in ('in_progress', 'cancelled')),
  constraint cancelled_was_requested check (status <> 'cancelled' or cancel_requested_at is not null),
  constraint failed_has_error check ((status = 'failed') = (error_code is not null)),
  constraint finished_is_terminal check ((finished_at is not null) = (status in ('completed', 'failed', 'cancelled'))),
  constraint running_has_lease check ((status = 'in_progress') = (lease_expires_at is not null)),
  constraint completed_has_credits check ((status = 'completed') = (credits is not null))
);
create index parses_by_environment on parseworker.parses (environment, created_at, id);
create index parses_by_name on parseworker.parses (environment, lower(file_name) text_pattern_ops);
create index parses_by_blob on parseworker.parses (sha256);
create index parses_pending on parseworker.parses (environment, created_at, id) where status = 'pending';
create index parses_queued on parseworker.parses (environment, queued_at) where status = 'queued';
create index parses_running on parseworker.parses (lease_expires_at) where status = 'in_progress';

create table parseworker.parse_pages (
  parse_id  text not null references parseworker.parses on delete cascade,
  number    int not null check (number >= 1),
  text      text not null,
  primary key (parse_id, number)
);

create table parseworker.parse_events (
  parse_id  text not null references parseworker.parses on delete cascade,
  n         int not null,
  kind      text not null,
  at        timestamptz not null default now(),
  attempt   int not null,
  detail    text,
  primary key (parse_id, n)
);

-- One ending: whatever code or operator comes later, a record that has ended does not change. Deleting it is allowed.
create function parseworker.refuse_change_after_end() returns trigger language plpgsql as $$
begin
  raise exception 'parse % has ended as %; an ended parse never changes', old.id, old.status
    using errcode = 'integrity_constraint_violation', constraint = 'one_ending';
end $$;

create trigger one_ending before update on parseworker.parses
  for each row when (old.status in ('completed', 'failed', 'cancelled'))
  execute function parseworker.refuse_change_after_end();

-- The fence only rises: an attempt that was granted once is never granted again.
create function parseworker.refuse_lower_fence() returns trigger language plpgsql as $$
begin
  raise exception 'parse %: attempt % cannot follow attempt %', old.id, new.attempt, old.attempt
    using errcode = 'integrity_constraint_violation', constraint = 'fence_only_rises';
end $$;

create trigger fence_only_rises before update on parseworker.parses
  for each row when (new.attempt < old.attempt)
  execute function parseworker.refuse_lower_fence();
