-- Webhooks: endpoints are disabled for failing often, not for two failures far apart; what was told is forgotten in time; and a replay
-- finds an environment's endings by an index of their own.
alter table parseworker.webhook_endpoints add column failures int not null default 0 check (failures >= 0);

create index webhook_deliveries_finished on parseworker.webhook_deliveries (finished_at) where status <> 'pending';
create index parses_by_ending on parseworker.parses (environment, finished_at) where finished_at is not null;
