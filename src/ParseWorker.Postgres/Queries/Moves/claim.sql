-- Grants the next attempt to one worker. Pages of another engine are dropped with it: a parse's pages come from one fingerprint.
-- The attempt is compared with the statement's snapshot: had another been granted since, its pages would not be seen here.
with before as (
  select id, attempt, engine_fingerprint,
         @prefix || coalesce(profile, model) || coalesce(@suffixes::jsonb ->> coalesce(profile, model), '') as fingerprint
  from parseworker.parses where id = @id
), claimed as (
  update parseworker.parses p
  set status = 'in_progress', attempt = p.attempt + 1, owner = @owner, lease_expires_at = now() + @lease, run_after = null,
      started_at = coalesce(p.started_at, now()), updated_at = now(), event_count = p.event_count + 1,
      engine_fingerprint = b.fingerprint,
      pages_done = case when p.engine_fingerprint = b.fingerprint then p.pages_done else 0 end
  from before b
  where p.id = b.id and p.attempt = b.attempt and p.status in ('pending', 'queued') and (p.run_after is null or p.run_after <= now())
    and (p.expires_at is null or p.attempt > 0 or p.expires_at > now()) -- too late to start: the sweep ends it
  returning p.*, b.engine_fingerprint as fingerprint_before
), dropped as (
  delete from parseworker.parse_pages g using claimed c
  where g.parse_id = c.id and c.fingerprint_before is distinct from c.engine_fingerprint
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail) select id, event_count, 'claimed', attempt, owner from claimed
)
select id, attempt, environment, file_id, file_name, mime_type, sha256, source_url, coalesce(profile, model) as model, table_format,
       image_resolution_dpi, instructions, pages_done, time_limit - (now() - started_at) as time_left,
       now() - case when attempt = 1 then created_at else queued_at end as waited, traceparent as trace_parent
from claimed
