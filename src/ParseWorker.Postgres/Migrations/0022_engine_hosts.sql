-- Operators see what a worker's engine hosts take of its machine.
alter table parseworker.workers add column hosts int not null default 0;
alter table parseworker.workers add column host_bytes bigint not null default 0;
