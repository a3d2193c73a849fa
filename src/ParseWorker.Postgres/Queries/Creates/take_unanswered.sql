-- A create whose reply never reached its client is joined by the client's retry, which takes over its place: no other joins it then.
-- One whose client still waits is another request of the same kind; one that failed or was cancelled is not worth joining.
with taken as (
  update parseworker.unanswered_creates set process = @process, abandoned = false
  where parse_id = (
    select u.parse_id
    from parseworker.unanswered_creates u join parseworker.parses p on p.id = u.parse_id
    where u.environment = @environment and u.fingerprint = @fingerprint
      and u.created_at > now() - @joinableFor and p.status not in ('failed', 'cancelled')
      and (u.abandoned or u.process is null or not exists (
        select from pg_locks l
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and (l.classid::bigint << 32 | l.objid::bigint) = u.process
          and l.database = (select oid from pg_database where datname = current_database())))
    order by u.created_at desc
    limit 1
    for update of u skip locked)
  returning parse_id
)
select p.* from taken join parseworker.parses p on p.id = taken.parse_id
