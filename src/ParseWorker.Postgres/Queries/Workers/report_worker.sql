-- The database's clock says when: workers' clocks may be an hour apart. The answer is who has paused it.
insert into parseworker.workers (name, slots, ready, reason, hosts, host_bytes, seen_at)
values (@Name, @Slots, @Ready, @Reason, @Hosts, @HostBytes, now())
on conflict (name) do update
set slots = excluded.slots, ready = excluded.ready, reason = excluded.reason, hosts = excluded.hosts, host_bytes = excluded.host_bytes,
    seen_at = excluded.seen_at
returning paused_by
