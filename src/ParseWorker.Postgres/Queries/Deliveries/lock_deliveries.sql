-- One look for what is due at a time, so that two never fill the same room; sent in one packet with take_due_deliveries.sql and released
-- with it.
select pg_advisory_xact_lock(hashtextextended('parseworker.deliveries', 0))
