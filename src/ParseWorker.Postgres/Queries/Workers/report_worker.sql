-- The database's clock says when: workers' clocks may be an hour apart. The answer is who has paused it.
insert into parseworker.workers (name, slots, ready, reason, seen_at) values (@Name, @Slots, @Ready, @Reason, now())
on conflict (name) do update set slots = excluded.slots, ready = excluded.ready, reason = excluded.reason, seen_at = excluded.seen_at
returning paused_by
