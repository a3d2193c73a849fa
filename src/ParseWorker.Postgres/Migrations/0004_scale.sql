-- For millions of parses: lists by status read what they show, and renewing a lease touches no index.
create index parses_by_status on parseworker.parses (environment, status, created_at, id);

-- A worker's few hundred running parses are read whole by the sweep; an index on the lease itself would be written by every renewal.
drop index parseworker.parses_running;
create index parses_running on parseworker.parses (id) where status = 'in_progress';

-- Room in each page for the new versions of a row: renewals and page counts stay on it (heap-only tuples) and write no index.
alter table parseworker.parses set (fillfactor = 80);

-- Compiling a statement takes longer than the longest of ours runs. In this database only: the role may serve others.
do $$ begin
  execute format('alter role %I in database %I set jit = off', current_user, current_database());
end $$;
