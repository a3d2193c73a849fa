-- What clients rely on: a create is joined only when nobody waits for its answer any more, a list goes on behind a parse that was
-- deleted, and a model may be asked for by an alias.

-- The advisory lock that the accepting process holds while it lives (null: an earlier build), and whether its client has gone away.
alter table parseworker.unanswered_creates add column process bigint, add column abandoned boolean not null default false;

-- The profile behind the model's name as the client sent it; null where they are the same.
alter table parseworker.parses add column profile text;

-- Where a deleted parse stood in lists: a cursor outlives its row.
create table parseworker.deleted_parses (
  id           text primary key,
  environment  text not null,
  created_at   timestamptz not null,
  deleted_at   timestamptz not null default now()
);
create index deleted_parses_by_age on parseworker.deleted_parses (deleted_at);
