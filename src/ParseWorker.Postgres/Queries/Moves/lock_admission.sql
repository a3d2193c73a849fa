-- One admission of an environment at a time, so that two never fill the same room; sent in one packet with admit.sql and released with it.
select pg_advisory_xact_lock(hashtextextended('parseworker.admission.' || @environment, 0))
