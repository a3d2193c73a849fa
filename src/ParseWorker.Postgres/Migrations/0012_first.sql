-- The parse of an environment that runs nothing which goes ahead of the fresh parses of those that do.
alter table parseworker.parses add column is_first boolean not null default false;
