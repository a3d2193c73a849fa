-- What the dashboard draws: a row a minute, made by whichever worker comes first.
create table parseworker.load_minutes (
  minute          timestamptz primary key,
  waiting         bigint not null,
  in_progress     bigint not null,
  oldest_waiting  interval,
  completed       bigint not null,
  failed          bigint not null,
  cancelled       bigint not null,
  pages           bigint not null,
  cancel_p50      interval,
  cancel_p99      interval,
  failures        jsonb not null
);
