-- Time that a client gives its parse: until when a worker has to have started it, and how long it may take from then on. Rows of before
-- have neither, so nothing is read to validate the check.
alter table parseworker.parses
  add column expires_at timestamptz,
  add column time_limit interval,
  add constraint time_limit_is_positive check (time_limit > interval '0') not valid;

-- Read every second. Its rows leave it when they are started or end, and those without a deadline are never in it.
create index parses_expiring on parseworker.parses (expires_at)
  where expires_at is not null and attempt = 0 and status in ('pending', 'queued');
