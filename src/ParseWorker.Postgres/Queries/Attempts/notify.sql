-- Brings polls forward, after other statements have written what there is to see. All transactions that notify commit one after the
-- other, flush to disk included: this one waits for no flush, and nothing is lost with it but the time until the next poll.
with unflushed as materialized (select set_config('synchronous_commit', 'off', true))
select pg_notify(hint.channel, hint.payload) from unflushed cross join unnest(@channels, @payloads) as hint (channel, payload)
