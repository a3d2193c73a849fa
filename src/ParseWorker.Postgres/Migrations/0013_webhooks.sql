-- Webhooks: where an environment's parses are told to have ended, and what became of each telling. A delivery is made by the statement
-- that ends its parse, or not at all: what is due stands in its row, and whoever sends it may die.
create table parseworker.webhook_endpoints (
  id                 text primary key,
  environment        text not null,
  url                text not null,
  description        text,
  events             text[] not null check (cardinality(events) > 0 and events <@ array['completed', 'failed', 'cancelled']),

  -- Readable, since every delivery is signed with it. With the old one too, until its time is over.
  secret             bytea not null check (octet_length(secret) between 24 and 64),
  old_secret         bytea check (octet_length(old_secret) between 24 and 64),
  old_secret_until   timestamptz,

  failing_since      timestamptz,
  disabled_at        timestamptz,
  disabled_reason    text check (disabled_reason in ('requested', 'failing', 'gone')),
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),

  constraint disabled_has_a_reason check ((disabled_at is null) = (disabled_reason is null)),
  constraint old_secret_has_an_end check ((old_secret is null) = (old_secret_until is null))
);
create index webhook_endpoints_by_environment on parseworker.webhook_endpoints (environment, created_at, id);

create table parseworker.webhook_deliveries (
  endpoint_id      text not null references parseworker.webhook_endpoints on delete cascade,
  parse_id         text not null references parseworker.parses on delete cascade,
  n                int not null,
  kind             text not null,
  status           text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),

  -- The fence: the number of the attempt that was granted last. A sender that comes back late changes nothing.
  attempt          int not null default 0,
  failures         int not null default 0,
  next_attempt_at  timestamptz not null default now(),
  leased_until     timestamptz,
  enqueued_at      timestamptz,
  hangfire_job_id  text,

  created_at       timestamptz not null default now(),
  finished_at      timestamptz,
  primary key (endpoint_id, parse_id, n),
  constraint finished_is_not_pending check ((finished_at is null) = (status = 'pending')),
  constraint sent_was_enqueued check (leased_until is null or enqueued_at is not null)
);
create index webhook_deliveries_by_parse on parseworker.webhook_deliveries (parse_id);
create index webhook_deliveries_by_status on parseworker.webhook_deliveries (endpoint_id, status, parse_id, n);
create index webhook_deliveries_due on parseworker.webhook_deliveries (endpoint_id, next_attempt_at)
  where status = 'pending' and enqueued_at is null;
create index webhook_deliveries_enqueued on parseworker.webhook_deliveries (endpoint_id, enqueued_at) where enqueued_at is not null;

create table parseworker.webhook_attempts (
  endpoint_id      text not null,
  parse_id         text not null,
  n                int not null,
  attempt          int not null,
  at               timestamptz not null,
  duration         interval not null,
  response_status  int,
  error            text,
  primary key (endpoint_id, parse_id, n, attempt),
  foreign key (endpoint_id, parse_id, n) references parseworker.webhook_deliveries on delete cascade
);

-- Here and not in the statements that end a parse: there are eight of them, and one that forgot it would be a message lost. An endpoint
-- that is being deleted is skipped: its key would be refused, and with it the ending of the parse.
create function parseworker.note_deliveries() returns trigger language plpgsql as $$
begin
  insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind)
  select w.id, new.parse_id, new.n, new.kind
  from parseworker.parses p join parseworker.webhook_endpoints w on w.environment = p.environment
  where p.id = new.parse_id and w.disabled_at is null and new.kind = any (w.events)
  for key share of w skip locked;
  return null;
end $$;

create trigger note_deliveries after insert on parseworker.parse_events
  for each row when (new.kind in ('completed', 'failed', 'cancelled'))
  execute function parseworker.note_deliveries();
