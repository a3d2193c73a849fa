-- A secret that no message is signed with any more need not be there. The table is small.
update parseworker.webhook_endpoints set old_secret = null, old_secret_until = null where old_secret_until <= now()
