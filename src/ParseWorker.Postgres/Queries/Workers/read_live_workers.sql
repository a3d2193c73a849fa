-- Alive is who reported lately.
select name, slots, ready, reason from parseworker.workers where seen_at > now() - @liveFor order by name
