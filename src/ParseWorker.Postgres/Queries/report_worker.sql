-- The database's clock says when: workers' clocks may be an hour apart.
insert into parseworker.workers (name, slots, ready, seen_at) values (@Name, @Slots, @Ready, now())
on conflict (name) do update set slots = excluded.slots, ready = excluded.ready, seen_at = excluded.seen_at
