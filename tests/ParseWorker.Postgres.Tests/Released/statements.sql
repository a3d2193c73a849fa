-- What the programs of the last release send, by name. Written when a release is made: see deploy/docs/contributing.md.
-- schema: 0019_traces.sql

-- statement: abandon_create
-- The client went away, or was told to try again: its retry joins the parse.
update parseworker.unanswered_creates set abandoned = true where parse_id = @id

-- statement: acknowledge_cancel
-- The worker has seen the request; the ending may still be a grace period away.
with seen as (
  update parseworker.parses
  set cancel_acknowledged_at = now(), updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
    and cancel_requested_at is not null and cancel_acknowledged_at is null
  returning id, event_count, attempt, owner
)
insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
select id, event_count, 'cancel_observed', attempt, owner from seen

-- statement: add_api_key
-- Only the hash is kept: the database cannot give a key away.
insert into parseworker.api_keys (id, name, environment, hash, most_waiting) values (@id, @name, @environment, @hash, @mostWaiting)
returning id, name, environment, most_waiting, created_at

-- statement: add_webhook
-- Endpoints are few: each costs every ending of its environment a row and a request.
insert into parseworker.webhook_endpoints (id, environment, url, description, events, secret)
select @id, @environment, @url, @description, @events, @secret
where (select count(*) from parseworker.webhook_endpoints where environment = @environment) < @most
returning *

-- statement: admit
-- Fills the environment's room in Hangfire with its oldest parses; costs what its room costs, however many wait. The room goes by the
-- environment's weight: jobs run in the order in which they came, so that whoever has three of four jobs there has three of four slots.
with room as (
  select 2 * greatest(1, (select sum(w.slots) from parseworker.workers w where w.ready and w.seen_at > now() - @liveFor))
           * coalesce((select e.weight from parseworker.environments e where e.name = @environment), 1)
         - (select count(*) from parseworker.parses q where q.environment = @environment and q.status = 'queued') as free
), chosen as (
  select p.id from parseworker.parses p
  where p.environment = @environment and p.status = 'pending'
  order by p.created_at, p.id
  limit (select greatest(0, free) from room)
  for update skip locked
), admitted as (
  update parseworker.parses p
  set status = 'queued', queued_at = now(), updated_at = now(), event_count = event_count + 1
  from chosen c
  where p.id = c.id and p.status = 'pending'
  returning p.id, p.attempt, p.environment, p.event_count, p.created_at
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt) select id, event_count, 'queued', attempt from admitted
)
select id, attempt, environment from admitted order by created_at, id

-- statement: begin_object
-- Before the first byte is sent: whatever becomes of the writer, the object will be found.
insert into parseworker.loose_objects (object_key, state, due_at) values (@key, 'writing', now() + @patience)

-- statement: cancel_attempt
-- The engine has stopped because somebody asked: the request's flag is what makes this an ending.
with moved as (
  update parseworker.parses
  set status = 'cancelled', cancel_forced = @forced, cancel_acknowledged_at = coalesce(cancel_acknowledged_at, now()),
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt and cancel_requested_at is not null
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, case when cancel_forced then 'forced' end from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: change_webhook
-- What is null stays as it is. Enabled again, or at another URL, an endpoint has not failed yet; what it was not told of meanwhile waits.
update parseworker.webhook_endpoints
set url = coalesce(@url, url),
    description = case when @description::text is null then description else nullif(@description, '') end,
    events = coalesce(@events::text[], events),
    failing_since = case when @enabled::boolean or @url::text is not null then null else failing_since end,
    failures = case when @enabled::boolean or @url::text is not null then 0 else failures end,
    disabled_at = case when @enabled::boolean then null when not @enabled::boolean then coalesce(disabled_at, now()) else disabled_at end,
    disabled_reason = case when @enabled::boolean then null
                           when not @enabled::boolean then coalesce(disabled_reason, 'requested')
                           else disabled_reason end,
    updated_at = now()
where id = @id and environment = @environment
returning *

-- statement: claim
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

-- statement: claim_delivery
-- Grants an attempt to one sender: of two jobs one finds a lease, and a later event of a parse does not overtake an earlier one. The time
-- is told too: what is signed with it must not depend on the worker's clock.
update parseworker.webhook_deliveries d
set attempt = d.attempt + 1, leased_until = now() + @lease, enqueued_at = coalesce(d.enqueued_at, now())
from parseworker.webhook_endpoints w
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
  and d.status = 'pending' and d.next_attempt_at <= now() and (d.leased_until is null or d.leased_until < now())
  and w.id = d.endpoint_id and w.disabled_at is null
  and not exists (
    select from parseworker.webhook_deliveries b
    where b.endpoint_id = d.endpoint_id and b.parse_id = d.parse_id and b.n < d.n and b.status = 'pending')
returning now() as claimed_at, d.attempt, d.failures, d.kind, d.created_at, w.environment, w.url, w.secret,
          case when w.old_secret_until > now() then w.old_secret end as old_secret

-- statement: complete
-- Only the attempt that runs may end the parse, and never against an accepted cancel: a worker back from the dead changes nothing.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'completed' end,
      credits = case when cancel_requested_at is not null then null else @credits end,
      page_count = @pageCount,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, null from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: complete_upload
-- The upload becomes a file, once: its bytes are the file's from here on.
with upload as (
  select * from parseworker.upload_sessions where file_id = @id and completed_at is null and received_sha256 is not null for update
), file as (
  insert into parseworker.files (id, environment, name, mime_type, sha256)
  select file_id, environment, name, received_mime_type, received_sha256 from upload
)
update parseworker.upload_sessions u
set completed_at = now(), received_sha256 = null
from upload where u.file_id = upload.file_id

-- statement: copy_pages
-- Gives an attempt the pages of an earlier parse that the same engine made of the same document with the same settings. A page that failed
-- there might be read today: the history says that none did, so a parse whose history was purged is not taken.
with parse as (
  select * from parseworker.parses where id = @id and status = 'in_progress' and attempt = @attempt and pages_done = 0 and not bust_cache
), source as (
  select s.id, s.page_count
  from parse p join parseworker.parses s on s.sha256 = p.sha256 and s.environment = p.environment
  where s.status = 'completed' and s.page_count = s.pages_done and s.engine_fingerprint = p.engine_fingerprint
    and s.mime_type = p.mime_type and s.table_format = p.table_format and s.image_resolution_dpi = p.image_resolution_dpi
    and s.instructions is not distinct from p.instructions
    and exists (select from parseworker.parse_events e where e.parse_id = s.id and e.n = s.event_count and e.kind = 'completed')
    and not exists (select from parseworker.parse_events e where e.parse_id = s.id and e.kind = 'page_failed')
  limit 1
), held as (
  update parseworker.parses p
  set pages_done = s.page_count, page_count = s.page_count, updated_at = now(), event_count = p.event_count + 1
  from source s
  where p.id = @id and p.status = 'in_progress' and p.attempt = @attempt and p.pages_done = 0
  returning p.id, p.event_count, p.page_count, s.id as source_id
), written as (
  insert into parseworker.parse_pages (parse_id, number, text)
  select h.id, page.number, page.text from held h join parseworker.parse_pages page on page.parse_id = h.source_id
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, 'pages_copied', @attempt, source_id from held
)
select page_count from held
union all
-- They were copied before: by this attempt, whose reply was lost, or by an earlier one, whose worker was.
select p.page_count
from parseworker.parses p
where p.id = @id and p.status = 'in_progress' and p.attempt = @attempt and p.pages_done > 0 and p.pages_done = p.page_count
  and exists (select from parseworker.parse_events e where e.parse_id = p.id and e.kind = 'pages_copied')

-- statement: create_parse
-- Records a parse, its file and its idempotency key together, or nothing when that key was used before or too many parses wait, of the
-- environment or of the API key. Those are counted up to the limit only; a key's own limit counts as it is at this moment.
with of_key as (
  select nullif(coalesce((select k.most_waiting from parseworker.api_keys k where k.id = @KeyId), @MostWaitingOfKey::int), 0) as most
), room as (
  select 1 as free
  where (@MostWaiting::int is null
         or @MostWaiting > (select count(*) from (
              (select from parseworker.parses where environment = @Environment and status = 'pending' limit @MostWaiting)
              union all
              (select from parseworker.parses where environment = @Environment and status = 'queued' limit @MostWaiting)) waiting))
    and case when (select most from of_key) is null then true
             else (select most from of_key) > (select count(*) from (
                    select from parseworker.parses where key_id = @KeyId and status in ('pending', 'queued')
                    limit (select most from of_key)) waiting)
        end
), key as (
  insert into parseworker.idempotency_keys (environment, key, fingerprint, parse_id)
  select @Environment, @IdempotencyKey, @Fingerprint, @Id
  from room where @IdempotencyKey::text is not null
  on conflict do nothing
  returning parse_id
), created as (
  insert into parseworker.parses (id, environment, file_id, file_name, mime_type, sha256, model, profile, table_format,
                                  image_resolution_dpi, instructions, expires_at, time_limit, source_url, bust_cache, key_id, traceparent,
                                  event_count)
  select @Id, @Environment, @FileId, @FileName, @MimeType, @Sha256, @Model, @Profile, @TableFormat, @ImageResolutionDpi, @Instructions,
         now() + @ExpiresAfter::interval, @TimeLimit::interval, @SourceUrl, @BustCache, @KeyId, @TraceParent, 1
  from room where @IdempotencyKey::text is null or exists (select from key)
  returning *
), file as (
  insert into parseworker.files (id, environment, name, mime_type, sha256)
  select file_id, environment, file_name, mime_type, sha256 from created where sha256 is not null -- else with its bytes
  on conflict (id) do nothing -- an uploaded file keeps its name, whatever a parse calls it
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, 'created', attempt, @Note from created
), unanswered as (
  insert into parseworker.unanswered_creates (parse_id, environment, fingerprint, process)
  select id, environment, @Fingerprint, @Process from created
)
select * from created

-- statement: delete_deliveries
-- A batch of an endpoint's deliveries, with their attempts: an endpoint of a million cannot be deleted in one statement's time, and while
-- that ran, endings would skip it. What a sender has in hand is left to the last statement.
with batch as (
  select d.endpoint_id, d.parse_id, d.n
  from parseworker.webhook_deliveries d
  where d.endpoint_id = @id and exists (select from parseworker.webhook_endpoints w where w.id = @id and w.environment = @environment)
  limit @limit
  for update skip locked
)
delete from parseworker.webhook_deliveries d using batch b
where d.endpoint_id = b.endpoint_id and d.parse_id = b.parse_id and d.n = b.n

-- statement: delete_parse
-- Pages, events, keys and the document go with it, by the table's keys and triggers; a worker that runs it misses the row at its next tick
-- and writes nothing.
-- An uploaded file is its owner's and stays. The bytes follow once nothing else has them: purge_blobs.sql. Its place in lists stays.
with deleted as (
  delete from parseworker.parses where id = @id and environment = @environment returning id, environment, created_at, status
), place as (
  insert into parseworker.deleted_parses (id, environment, created_at) select id, environment, created_at from deleted
)
select case when status = 'in_progress' then pg_notify('parse_cancel_requested', id) end, pg_notify('parse_ended', id) from deleted

-- statement: delete_webhook
-- Its deliveries and their attempts go with it; one that is on its way may still arrive.
delete from parseworker.webhook_endpoints where id = @id and environment = @environment

-- statement: expire_waiting
-- Ends parses that no worker has started before their deadline. One that was started once is past it for good.
with expired as (
  select id from parseworker.parses
  where expires_at is not null and expires_at <= now() and attempt = 0 and status in ('pending', 'queued')
  order by expires_at
  limit @limit
  for update skip locked
), moved as (
  update parseworker.parses p
  set status = 'failed', error_code = @code, error_message = @message, finished_at = now(), updated_at = now(),
      event_count = event_count + 1
  from expired e
  where p.id = e.id and p.status in ('pending', 'queued') and p.attempt = 0
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, error_code from moved
)
select id, attempt, environment, status, pg_notify('parse_ended', id) from moved

-- statement: fail
-- The document cannot be parsed. An accepted cancel comes first: then the error is dropped with the attempt.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'failed' end,
      error_code = case when cancel_requested_at is not null then null else @code end,
      error_message = case when cancel_requested_at is not null then null else @message end,
      error_details = case when cancel_requested_at is not null then null else @details::jsonb end,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = now(), lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, status, attempt, error_code from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: find_any_parse
-- For operators, who see every environment; the time of the read is what leases and ages are counted by.
select *, now() as read_at from parseworker.parses where id = @id

-- statement: find_api_key
-- The hash is the lookup: a wrong key costs the same index probe as a right one.
select id, name, environment from parseworker.api_keys where hash = @hash

-- statement: find_blob
-- Where a document's bytes are and how many there are, or nothing when it is not there.
select size, object_key from parseworker.blobs where sha256 = @sha256

-- statement: find_by_idempotency_key
-- A key that was used before answers with the parse it made, as it is now.
select k.fingerprint as request_fingerprint, p.*
from parseworker.idempotency_keys k join parseworker.parses p on p.id = k.parse_id
where k.environment = @environment and k.key = @key

-- statement: find_cancellable
-- What a cancel of many has still to ask: each is then asked by itself, with request_cancel.sql.
select id from parseworker.parses
where environment = @environment and status = any (@statuses) and cancel_requested_at is null
  and (@fileName::text is null or lower(file_name) like lower(@fileName))
  and (@from::timestamptz is null or created_at >= @from)
  and (@to::timestamptz is null or created_at <= @to)
order by created_at, id
limit @limit

-- statement: find_cursor
-- A cursor is a parse of the environment, also one that was deleted; its place in the order is its creation time and id.
select created_at from parseworker.parses where id = @id and environment = @environment
union all
select created_at from parseworker.deleted_parses where id = @id and environment = @environment

-- statement: find_delivery
-- A delivery with its last attempts, the newest first; nothing to other environments than the endpoint's.
select d.parse_id, d.n, d.kind, d.status, case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at,
       d.created_at, d.finished_at, a.attempt, a.at, a.duration, a.response_status, a.error
from parseworker.webhook_deliveries d
join parseworker.webhook_endpoints w on w.id = d.endpoint_id and w.environment = @environment
left join parseworker.webhook_attempts a using (endpoint_id, parse_id, n)
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
order by a.attempt desc

-- statement: find_file
-- A file of the environment; those of others look as if they were not there.
select f.*, exists (select from parseworker.upload_sessions u where u.file_id = f.id) as is_uploaded
from parseworker.files f where f.id = @id and f.environment = @environment

-- statement: find_full_queue
-- The limit that keeps a create from being recorded, if one does; counted up to the limit only, as in create_parse.sql.
with of_key as (
  select nullif(coalesce((select k.most_waiting from parseworker.api_keys k where k.id = @keyId), @mostWaitingOfKey::int), 0) as most
)
select false as is_of_key, @mostWaiting::int as most
where case when @mostWaiting::int is null then false
           else @mostWaiting <= (select count(*) from (
                  (select from parseworker.parses where environment = @environment and status = 'pending' limit @mostWaiting)
                  union all
                  (select from parseworker.parses where environment = @environment and status = 'queued' limit @mostWaiting)) waiting)
      end
union all
select true, most from of_key
where case when most is null then false
           else most <= (select count(*) from (
                  select from parseworker.parses where key_id = @keyId and status in ('pending', 'queued')
                  limit (select most from of_key)) waiting)
      end
limit 1

-- statement: find_granted
-- A claim whose answer was lost was granted all the same: the owner's name is that of one process, so it finds its own here.
select id, attempt, environment, file_id, file_name, mime_type, sha256, source_url, coalesce(profile, model) as model, table_format,
       image_resolution_dpi, instructions, pages_done, time_limit - (now() - started_at) as time_left,
       traceparent as trace_parent
from parseworker.parses
where id = @id and status = 'in_progress' and owner = @owner

-- statement: find_parse
-- The record as readers see it; another environment's parse does not exist.
select * from parseworker.parses where id = @id and environment = @environment

-- statement: find_some_objects
-- Some documents that a bucket holds.
select object_key, size, sha256 from parseworker.blobs where object_key is not null order by object_key limit @limit

-- statement: find_upload
-- Of any environment: whoever has its token may send the bytes.
select file_id as id, environment, name, content_type, size, sha256, token_hash, expires_at, received_sha256, completed_at
from parseworker.upload_sessions where file_id = @id

-- statement: find_waiting_environments
-- The environments with waiting parses and room for one, and those that run nothing and have none that goes first; found by one index
-- look-up each: however many parses wait, none is read twice.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), queueing as (
  select min(environment) as environment from parseworker.parses where status = 'queued'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'queued' and p.environment > q.environment)
  from queueing q
  where q.environment is not null
), room as (
  select 2 * greatest(1, coalesce(sum(slots), 0)) as jobs from parseworker.workers where ready and seen_at > now() - @liveFor
)
select w.environment
from waiting w cross join room r left join parseworker.environments e on e.name = w.environment
where w.environment is not null
  and (select count(*) from parseworker.parses q where q.environment = w.environment and q.status = 'queued')
      < r.jobs * coalesce(e.weight, 1)
union
select q.environment
from queueing q
where q.environment is not null
  and ((select count(environment) from queueing) > 1 or exists (select from parseworker.parses o where o.status = 'in_progress'))
  and exists (
    select from parseworker.parses d
    where d.environment = q.environment and d.status = 'queued' and (d.run_after is null or d.run_after <= now()))
  and not exists (select from parseworker.parses r where r.environment = q.environment and r.status = 'in_progress')
  and not exists (select from parseworker.parses f where f.environment = q.environment and f.status = 'queued' and f.is_first)

-- statement: find_webhook
-- An endpoint as its own environment sees it; to others it is not there.
select * from parseworker.webhook_endpoints where id = @id and environment = @environment

-- statement: find_without_job
-- A live job is a row in Hangfire's queue that nobody has fetched, whose argument is this parse; without one the parse would wait for ever.
-- Whoever finds it has it for ten seconds: two sweepers do not enqueue it twice.
with orphaned as (
  select id from parseworker.parses p
  where status = 'queued'
    and (run_after is null or run_after <= now())
    and (enqueued_at is null and run_after is not null
         or now() > coalesce(enqueued_at, queued_at) + interval '10 seconds'
            and not exists (
              select from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid
              where q.jobid = p.hangfire_job_id::bigint and q.fetchedat is null and j.arguments ->> 0 = to_json(p.id)::text))
  order by queued_at
  limit @limit
  for update skip locked
)
update parseworker.parses p
set enqueued_at = now()
from orphaned o
where p.id = o.id and p.status = 'queued'
returning p.id, p.attempt, p.environment, p.is_first

-- statement: forget_deleted
-- Nobody pages on after a parse that was deleted so long ago.
delete from parseworker.deleted_parses where id in (
  select id from parseworker.deleted_parses where deleted_at < now() - @keptFor order by deleted_at limit @limit for update skip locked)

-- statement: forget_old_secrets
-- A secret that no message is signed with any more need not be there. The table is small.
update parseworker.webhook_endpoints set old_secret = null, old_secret_until = null where old_secret_until <= now()

-- statement: forget_unanswered
-- A create whose reply failed is not repeated after so long: lookups pass it over, and without this it would stay as long as its parse.
delete from parseworker.unanswered_creates where parse_id in (
  select parse_id from parseworker.unanswered_creates where created_at < now() - @joinableFor limit @limit for update skip locked)

-- statement: hand_back
-- A worker that stops gives its parse back unspent: a deploy is neither a cancel nor a failure, and a cancel asked meanwhile counts.
-- After a fault of its machine the parse waits, or it would run in circles where nothing works: 1 s, and twice as long for each time that
-- it was handed back before, for whatever cause, up to 64 s.
with moved as (
  update parseworker.parses
  set status = case when cancel_requested_at is not null then 'cancelled' else 'queued' end,
      cancel_acknowledged_at = case when cancel_requested_at is not null then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = case when cancel_requested_at is not null then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      run_after = case when cancel_requested_at is null
                       then now() + @delay::interval * power(2, least(attempt - attempts_spent - workers_lost - 1, 6)) end,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  where id = @id and status = 'in_progress' and attempt = @attempt
  returning *
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'cancelled' then status else 'handed_back' end, attempt,
         concat_ws(' ', owner, case when status = 'queued' then @cause::text end)
  from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: has_objects
-- Whether a bucket holds documents, or what has still to be deleted from it.
select exists (select from parseworker.blobs where object_key is not null)
    or (select min(due_at) from parseworker.loose_objects) is not null

-- statement: limit_api_key
-- How many parses of the key may wait from now on; null as configured, 0 for any number. Those that wait already stay.
update parseworker.api_keys set most_waiting = @mostWaiting where id = @id
returning id, name, environment, most_waiting, created_at

-- statement: list_api_keys
-- For operators; of the secrets there is nothing to show.
select id, name, environment, most_waiting, created_at from parseworker.api_keys
where (@environment::text is null or environment = @environment) and (@id::text is null or id = @id)
order by environment, created_at, id

-- statement: list_deliveries
-- The newest parses first. A message's id is its place in the list, so that a page follows one that is gone.
select d.parse_id, d.n, d.kind, d.status, case when d.status = 'pending' then d.next_attempt_at end as next_attempt_at,
       d.created_at, d.finished_at, a.attempt, a.at, a.duration, a.response_status, a.error
from (
  select * from parseworker.webhook_deliveries
  where endpoint_id = @endpointId
    and exists (select from parseworker.webhook_endpoints w where w.id = @endpointId and w.environment = @environment)
    and (@status::text is null or status = @status)
    and (@boundId::text is null or (parse_id, n) < (@boundId, @boundNumber))
  order by parse_id desc, n desc
  limit @limit
) d
left join parseworker.webhook_attempts a using (endpoint_id, parse_id, n)
order by d.parse_id desc, d.n desc, a.attempt desc

-- statement: list_environments
-- Every environment that a key opens or that was weighed: few, as keys are.
select coalesce(k.environment, e.name) as name, coalesce(e.weight, 1) as weight, coalesce(k.keys, 0)::int as keys
from (select environment, count(*) as keys from parseworker.api_keys group by environment) k
full join parseworker.environments e on e.name = k.environment
order by 1

-- statement: list_files_newer
-- Towards newer files from a bound, or from the oldest; served by the index on (environment, created_at, id).
select f.*, exists (select from parseworker.upload_sessions u where u.file_id = f.id) as is_uploaded
from parseworker.files f
where f.environment = @environment
  and (@name::text is null or lower(f.name) like lower(@name))
  and (@mimeType::text is null or f.mime_type = @mimeType)
  and (@from::timestamptz is null or f.created_at >= @from)
  and (@to::timestamptz is null or f.created_at <= @to)
  and (@boundId::text is null or (f.created_at, f.id) > (@boundTime::timestamptz, @boundId))
order by f.created_at asc, f.id asc
limit @limit

-- statement: list_files_older
-- Towards older files from a bound, or from the newest; served by the index on (environment, created_at, id).
select f.*, exists (select from parseworker.upload_sessions u where u.file_id = f.id) as is_uploaded
from parseworker.files f
where f.environment = @environment
  and (@name::text is null or lower(f.name) like lower(@name))
  and (@mimeType::text is null or f.mime_type = @mimeType)
  and (@from::timestamptz is null or f.created_at >= @from)
  and (@to::timestamptz is null or f.created_at <= @to)
  and (@boundId::text is null or (f.created_at, f.id) < (@boundTime::timestamptz, @boundId))
order by f.created_at desc, f.id desc
limit @limit

-- statement: list_newer
-- Towards newer rows from a bound, or from the oldest; served by the index on (environment, created_at, id).
select * from parseworker.parses
where environment = @environment
  and (@status::text is null or status = @status)
  and (@fileName::text is null or lower(file_name) like lower(@fileName))
  and (@from::timestamptz is null or created_at >= @from)
  and (@to::timestamptz is null or created_at <= @to)
  and (@boundId::text is null or (created_at, id) > (@boundTime::timestamptz, @boundId))
order by created_at asc, id asc
limit @limit

-- statement: list_older
-- Towards older rows from a bound, or from the newest; served by the index on (environment, created_at, id).
select * from parseworker.parses
where environment = @environment
  and (@status::text is null or status = @status)
  and (@fileName::text is null or lower(file_name) like lower(@fileName))
  and (@from::timestamptz is null or created_at >= @from)
  and (@to::timestamptz is null or created_at <= @to)
  and (@boundId::text is null or (created_at, id) < (@boundTime::timestamptz, @boundId))
order by created_at desc, id desc
limit @limit

-- statement: list_webhooks
-- An environment's endpoints: few, so all of them.
select * from parseworker.webhook_endpoints where environment = @environment order by created_at, id

-- statement: lock_admission
-- One admission of an environment at a time, so that two never fill the same room; sent in one packet with admit.sql and released with it.
select pg_advisory_xact_lock(hashtextextended('parseworker.admission.' || @environment, 0))

-- statement: lock_deliveries
-- One look for what is due at a time, so that two never fill the same room; sent in one packet with take_due_deliveries.sql and released
-- with it.
select pg_advisory_xact_lock(hashtextextended('parseworker.deliveries', 0))

-- statement: mark_answered
-- The reply was sent: an identical create from now on is a new one.
delete from parseworker.unanswered_creates where parse_id = @id

-- statement: note_blob
-- Until a parse or file refers to a document it counts as released just now: purge_blobs.sql gives its parse time to come, and waits
-- for whoever is storing the same bytes. By the clock, not by the transaction: storing a large document takes a while.
insert into parseworker.released_blobs (sha256, released_at) values (@sha256, clock_timestamp())
on conflict (sha256) do update set released_at = clock_timestamp()

-- statement: open_upload
-- An upload is announced; its bytes and its file follow.
insert into parseworker.upload_sessions (file_id, environment, name, content_type, size, sha256, token_hash, expires_at)
values (@Id, @Environment, @Name, @ContentType, @Size, @Sha256, @TokenHash, @ExpiresAt)

-- statement: purge_blobs
-- Removes documents that nothing refers to. A document that was just stored waits for its parse (the grace), and a batch is a few MiB:
-- whoever stores the same bytes again waits for it no longer than that takes.
with locked as (
  select r.sha256, r.released_at from parseworker.released_blobs r
  where r.released_at < now() - @grace
  order by r.released_at
  limit @limit
  for update skip locked
), batch as (
  select sha256 from (
    select l.sha256, coalesce(sum(b.size) over (order by l.released_at, l.sha256), 0) - coalesce(b.size, 0) as bytes_before
    from locked l left join parseworker.blobs b on b.sha256 = l.sha256) sized
  where bytes_before < @mostBytes
), unused as (
  select b.sha256 from parseworker.blobs b join batch on batch.sha256 = b.sha256
  where not exists (select from parseworker.parses p where p.sha256 = b.sha256)
    and not exists (select from parseworker.files f where f.sha256 = b.sha256)
    and not exists (select from parseworker.upload_sessions u where u.received_sha256 = b.sha256)
  for update of b skip locked
), deleted as (
  delete from parseworker.blobs b using unused u where b.sha256 = u.sha256 returning b.sha256
), settled as (
  delete from parseworker.released_blobs r
  using batch
  where r.sha256 = batch.sha256
    and (exists (select from deleted d where d.sha256 = r.sha256)
         or not exists (select from parseworker.blobs b where b.sha256 = r.sha256)
         or exists (select from parseworker.parses p where p.sha256 = r.sha256)
         or exists (select from parseworker.files f where f.sha256 = r.sha256)
         or exists (select from parseworker.upload_sessions u where u.received_sha256 = r.sha256))
  returning r.sha256
)
select (select count(*) from settled) as settled, (select count(*) from deleted) as removed

-- statement: purge_deliveries
-- What was delivered or given up long enough ago, with its attempts; what is pending stays, however old. One that is replayed at this
-- moment is held by its replay, and skipped.
delete from parseworker.webhook_deliveries
where ctid = any (array(
  select d.ctid from parseworker.webhook_deliveries d
  where d.status <> 'pending' and d.finished_at < now() - @age
  order by d.finished_at
  limit @limit
  for update skip locked))

-- statement: purge_events
-- The history of parses that have ended, each old enough as a whole; that of a running one tells its followers where they are.
-- No event is younger than its parse's ending: its own time only finds it by the index.
delete from parseworker.parse_events
where ctid = any (array(
  select e.ctid from parseworker.parse_events e join parseworker.parses p on p.id = e.parse_id
  where e.at < now() - @age and p.finished_at < now() - @age
  limit @limit
  for update of e skip locked))

-- statement: purge_files
-- Uploaded files that no parse uses, by the time of their upload; those that came with a parse go with it. The count, and no "not exists",
-- keeps the walk along the index of uploads: PostgreSQL may turn an anti-join into a read of both tables as a whole.
delete from parseworker.files
where id = any (array(
  select f.id from parseworker.upload_sessions u join parseworker.files f on f.id = u.file_id
  where u.completed_at < now() - @age
    and (select count(*) from parseworker.parses p where p.sha256 = f.sha256 and p.file_id = f.id) = 0
  order by u.completed_at
  limit @limit
  for update of f skip locked))

-- statement: purge_idempotency_keys
-- After so long a repeated key is a new request.
delete from parseworker.idempotency_keys
where ctid = any (array(
  select ctid from parseworker.idempotency_keys where created_at < now() - @age order by created_at limit @limit for update skip locked))

-- statement: purge_parses
-- Whole parses that ended long enough ago, few at a time: their pages, events, keys and documents go in the same statement.
-- Their places in lists stay.
with old as (
  select id, environment, created_at from parseworker.parses
  where finished_at < now() - @age
  order by finished_at
  limit @limit
  for update skip locked
), place as (
  insert into parseworker.deleted_parses (id, environment, created_at) select id, environment, created_at from old
)
delete from parseworker.parses p using old o where p.id = o.id

-- statement: purge_uploads
-- Uploads that were never completed, with the bytes that arrived for them.
delete from parseworker.upload_sessions
where file_id = any (array(
  select u.file_id from parseworker.upload_sessions u
  where u.expires_at < now() and u.completed_at is null
  limit @limit
  for update skip locked))

-- statement: put_first
-- While an environment runs nothing and others run or wait, its oldest queued parse goes ahead of theirs: one at a time, so that nobody's
-- many come before everybody's first. It gets another job; the one it has claims in vain. Alone, an environment pays nothing for this.
with first as (
  select p.id from parseworker.parses p
  where p.environment = @environment and p.status = 'queued' and (p.run_after is null or p.run_after <= now())
    and not exists (select from parseworker.parses r where r.environment = @environment and r.status = 'in_progress')
    and not exists (select from parseworker.parses f where f.environment = @environment and f.status = 'queued' and f.is_first)
    and (exists (select from parseworker.parses o where o.status = 'queued' and o.environment < @environment)
      or exists (select from parseworker.parses o where o.status = 'queued' and o.environment > @environment)
      or exists (select from parseworker.parses o where o.status = 'in_progress' and o.environment <> @environment))
  order by p.created_at, p.id
  limit 1
  for update skip locked
)
update parseworker.parses p
set is_first = true, hangfire_job_id = null, enqueued_at = now() -- the sweeper enqueues it in ten seconds should nobody else
from first f
where p.id = f.id and p.status = 'queued'
returning p.id, p.attempt, p.environment, p.is_first

-- statement: read_blob
-- Chunks in order; the blob's row alone is what an empty document leaves, and one whose bytes are an object of a bucket.
select c.bytes, b.object_key, b.size
from parseworker.blobs b left join parseworker.blob_chunks c using (sha256) where b.sha256 = @sha256 order by c.n

-- statement: read_blob_chunk
-- One MiB of a document: whoever reads a part of it reads no more than that.
select bytes from parseworker.blob_chunks where sha256 = @sha256 and n = @n

-- statement: read_database
-- What deploy/status says of the database.
select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database()) as size

-- statement: read_events
-- A window of the history as it was written, by the parse's own counter: numbers without a gap need no other cursor.
select n as number, kind, at, attempt, detail from parseworker.parse_events
where parse_id = @id and n between @first and @last
order by n

-- statement: read_fitness
-- Whether tables can be made here: the encoding, which of our schemas there are, and whether we may make those that are missing.
select quote_ident(current_database()) as name, quote_ident(current_user) as role, current_setting('server_encoding') as encoding,
       has_database_privilege(current_database(), 'create') as mayCreate,
       coalesce((select string_agg(n.nspname, ',') from pg_namespace n where n.nspname = any (@schemas)), '') as present

-- statement: read_flags
-- One query a tick for all parses of a worker; a missing row means the parse was deleted.
select id, status, attempt, cancel_requested_at is not null as cancel_requested, now() - cancel_requested_at as cancel_age
from parseworker.parses
where id = any (@ids)

-- statement: read_is_read_only
-- On during recovery, that is on a replica, and where default_transaction_read_only says so.
select current_setting('transaction_read_only') = 'on'

-- statement: read_live_workers
-- Alive is who reported lately.
select name, slots, ready, reason from parseworker.workers where seen_at > now() - @liveFor order by name

-- statement: read_load
-- How much waits and runs. What has not ended has indexes of its own, and counting ends at @most: it costs the same whatever has piled up.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), since as (
  select o.created_at as at
  from waiting w cross join lateral (
    select p.created_at from parseworker.parses p
    where p.environment = w.environment and p.status = 'pending'
    order by p.created_at, p.id
    limit 1
  ) o
  union all
  select min(case when attempt = 0 then created_at else queued_at end) from parseworker.parses where status = 'queued'
)
select (select count(*) from (select from parseworker.parses where status = 'pending' limit @most) p) as pending,
       (select count(*) from (select from parseworker.parses where status = 'queued' limit @most) q) as queued,
       count(*) as in_progress, count(cancel_requested_at) as cancelling,
       (select now() - min(at) from since) as oldest_waiting
from parseworker.parses
where status = 'in_progress'

-- statement: read_migration
-- The newest migration that the schema has, by its number: "Migrations.0018_lost_workers.sql" is 18.
select max(substring(scriptname from '^Migrations\.(\d+)_')::int) from parseworker.schema_versions

-- statement: read_page_excerpts
-- The beginnings of a few pages: a page of a megabyte costs the dashboard no more than it shows. The bytes of a text are known without
-- reading it, its characters are not.
select number, left(text, @mostCharacters) as text, octet_length(text) > octet_length(left(text, @mostCharacters)) as is_cut
from parseworker.parse_pages
where parse_id = @id and number between @first and @last
order by number

-- statement: read_pages
-- Pages in order, streamed: a long document is never one string in the database.
select number, text from parseworker.parse_pages where parse_id = @id order by number

-- statement: read_protection_keys
-- All of them: there is one for every three months.
select xml from parseworker.data_protection_keys order by created_at

-- statement: read_queues
-- What waits and runs in each environment, and in a row of its own the database's size. What has not ended has indexes of its own, and
-- counting ends at @most for each environment: it costs the same whatever has piled up.
with recursive waiting as (
  select min(environment) as environment from parseworker.parses where status = 'pending'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'pending' and p.environment > w.environment)
  from waiting w
  where w.environment is not null
), queueing as (
  select min(environment) as environment from parseworker.parses where status = 'queued'
  union all
  select (select min(p.environment) from parseworker.parses p where p.status = 'queued' and p.environment > q.environment)
  from queueing q
  where q.environment is not null
), running as (
  select environment, count(*) as in_progress, count(cancel_requested_at) as cancelling
  from parseworker.parses where status = 'in_progress' group by environment
), unfinished as (
  select environment from waiting union select environment from queueing union select environment from running
)
select o.environment,
       (select count(*) from (
          select from parseworker.parses p where p.environment = o.environment and p.status = 'pending' limit @most) p) as pending,
       (select count(*) from (
          select from parseworker.parses q where q.environment = o.environment and q.status = 'queued' limit @most) q) as queued,
       coalesce(r.in_progress, 0) as in_progress,
       coalesce(r.cancelling, 0) as cancelling,
       now() - least(
         (select p.created_at from parseworker.parses p where p.environment = o.environment and p.status = 'pending'
          order by p.created_at, p.id limit 1),
         (select min(case when q.attempt = 0 then q.created_at else q.queued_at end)
          from parseworker.parses q where q.environment = o.environment and q.status = 'queued')) as oldest_waiting,
       null::bigint as database_bytes
from unfinished o left join running r on r.environment = o.environment
where o.environment is not null
union all
select null, 0, 0, 0, 0, null, pg_database_size(current_database())

-- statement: read_running
-- What runs, whoever holds the lease; a few hundred rows that have an index of their own.
select *, now() as read_at from parseworker.parses where status = 'in_progress' order by started_at, id limit @limit

-- statement: read_updates
-- One query for all subscriptions: which parses have ended or are gone, and the requested events of the others.
select w.id, p.status, p.attempt, p.pages_done, p.page_count, p.event_count, p.updated_at,
       e.n as number, e.kind, e.at, e.attempt as event_attempt, e.detail
from unnest(@ids, @afters, @pages) as w (id, after, pages)
left join parseworker.parses p on p.id = w.id
left join lateral (
  select * from parseworker.parse_events h where h.parse_id = p.id and h.n > w.after order by h.n limit @limit
) e on true
where p.id is null or p.status in ('completed', 'failed', 'cancelled')
   or w.after is not null and (p.event_count > w.after or p.pages_done is distinct from w.pages)
order by w.id, e.n

-- statement: read_workers
-- Also those that fell silent: an operator looks for what was there.
select name, slots, ready, reason, greatest(now() - seen_at, interval '0') as silent_for
from parseworker.workers
where seen_at > now() - @age
order by name

-- statement: receive_upload
-- The bytes of an upload are stored. Sent again, they may be others: the first ones are nobody's then.
with upload as (
  select file_id, received_sha256 from parseworker.upload_sessions where file_id = @id and completed_at is null for update
), replaced as (
  insert into parseworker.released_blobs (sha256) select received_sha256 from upload where received_sha256 <> @sha256
  on conflict (sha256) do update set released_at = now()
)
update parseworker.upload_sessions u
set received_sha256 = @sha256, received_mime_type = @mimeType
from upload where u.file_id = upload.file_id

-- statement: record_delivery
-- What an attempt came to, by the sender that was granted it: one that comes back late changes nothing. An endpoint that has failed for too
-- long and often enough, or says that it is gone, is disabled with the same statement; not when it has another address by now. The endpoint
-- is locked before its delivery, as a delete of the endpoint locks them.
with endpoint as (
  select id from parseworker.webhook_endpoints where id = @endpointId for key share
), recorded as (
  update parseworker.webhook_deliveries d
  set status = case when @error::text is null then 'delivered' when @delay::interval is null then 'failed' else 'pending' end,
      failures = d.failures + case when @error::text is null then 0 else 1 end,
      next_attempt_at = now() + coalesce(@delay::interval, interval '0'),
      finished_at = case when @error::text is null or @delay::interval is null then now() end,
      leased_until = null, enqueued_at = null, hangfire_job_id = null
  from endpoint e
  where d.endpoint_id = e.id and d.parse_id = @parseId and d.n = @n and d.attempt = @attempt and d.status = 'pending'
  returning d.endpoint_id, d.parse_id, d.n, d.attempt
), noted as (
  insert into parseworker.webhook_attempts (endpoint_id, parse_id, n, attempt, at, duration, response_status, error)
  select endpoint_id, parse_id, n, attempt, now(), @duration, @responseStatus, @error from recorded
), forgotten as (
  delete from parseworker.webhook_attempts a using recorded r
  where a.endpoint_id = r.endpoint_id and a.parse_id = r.parse_id and a.n = r.n and a.attempt <= r.attempt - @mostAttempts
), told as (
  update parseworker.webhook_endpoints w
  set failing_since = case when @error::text is not null then coalesce(w.failing_since, now()) end,
      failures = case when @error::text is not null then w.failures + 1 else 0 end,
      disabled_at = case when @isGone
                           or (@error::text is not null and w.failing_since < now() - @disableAfter and w.failures + 1 >= @fewestFailures)
                         then now() end,
      disabled_reason = case when @isGone then 'gone'
                             when @error::text is not null and w.failing_since < now() - @disableAfter
                               and w.failures + 1 >= @fewestFailures then 'failing' end
  from recorded r
  where w.id = r.endpoint_id and w.url = @url and w.disabled_at is null and (@error::text is not null or w.failing_since is not null)
  returning w.id, w.disabled_reason
)
select r.attempt, t.disabled_reason from recorded r left join told t on t.id = r.endpoint_id

-- statement: record_delivery_job
-- Remembers which job will send it, so that the sweep does not take a long queue for a lost one.
update parseworker.webhook_deliveries set hangfire_job_id = @jobId
where endpoint_id = @endpointId and parse_id = @parseId and n = @n and status = 'pending' and enqueued_at is not null

-- statement: record_document
-- What an attempt has fetched is its parse's document from now on: no later attempt fetches it again. The address goes, for it may hold a
-- secret. The same again changes nothing: the reply may have been lost.
with moved as (
  update parseworker.parses
  set sha256 = @sha256, mime_type = @mimeType, source_url = null, updated_at = now()
  where id = @id and status = 'in_progress' and attempt = @attempt and (sha256 is null or sha256 = @sha256)
  returning *
), file as (
  insert into parseworker.files (id, environment, name, mime_type, sha256)
  select file_id, environment, file_name, mime_type, sha256 from moved
  on conflict (id) do nothing
)
select count(*) from moved

-- statement: record_job
-- Remembers which job will start the parse, and wakes idle workers. Harmless when the job was quicker: the claim has raised the attempt by
-- one, no more, and nobody has to be woken.
with recorded as (
  update parseworker.parses
  set hangfire_job_id = @jobId, enqueued_at = now()
  where id = @id and ((status = 'queued' and attempt = @attempt) or (status = 'in_progress' and attempt = @attempt + 1))
  returning id, status
)
select pg_notify('parse_enqueued', id) from recorded where status = 'queued'

-- statement: release_lost_deliveries
-- What was handed out and is not under way: its sender died, its job is gone, or it was never enqueued. It is due again at once.
with lost as (
  select endpoint_id, parse_id, n from parseworker.webhook_deliveries d
  where d.enqueued_at < now() - interval '10 seconds'
    and case when d.leased_until is not null then d.leased_until < now()
             else not exists (
               select from hangfire.jobqueue q join hangfire.job j on j.id = q.jobid
               where q.jobid = d.hangfire_job_id::bigint and q.fetchedat is null
                 and j.arguments ->> 1 = to_json('msg_' || substr(d.parse_id, 5) || '_' || d.n)::text) end
  order by d.enqueued_at
  limit @limit
  for update skip locked
)
update parseworker.webhook_deliveries d
set enqueued_at = null, leased_until = null, hangfire_job_id = null
from lost l
where d.endpoint_id = l.endpoint_id and d.parse_id = l.parse_id and d.n = l.n
returning d.endpoint_id, d.parse_id, d.n

-- statement: remove_worker
-- A worker that stops leaves; those that died are cleared by the next one that does.
delete from parseworker.workers where name = @name or seen_at < now() - interval '1 day'

-- statement: renew_leases
-- The status guard is for the batch: one ended row would abort the others' renewal through the guard trigger.
update parseworker.parses p
set lease_expires_at = now() + @lease
from unnest(@ids, @attempts) as mine (id, attempt)
where p.id = mine.id and p.attempt = mine.attempt and p.status = 'in_progress'
returning p.id, p.attempt

-- statement: renew_object
-- Its writer lives. None of this once it was given up: the object may be gone already.
update parseworker.loose_objects set due_at = now() + @patience, upload_id = coalesce(@uploadId, upload_id)
where object_key = @key and state = 'writing'

-- statement: replay_delivery
-- To be sent from its first attempt on, whatever became of it; one that is under way is left to its sender.
update parseworker.webhook_deliveries d
set status = 'pending', failures = 0, next_attempt_at = now(), finished_at = null
from parseworker.webhook_endpoints w
where d.endpoint_id = @endpointId and d.parse_id = @parseId and d.n = @n
  and w.id = d.endpoint_id and w.environment = @environment
  and (d.leased_until is null or d.leased_until < now())

-- statement: replay_missed
-- What an endpoint has not taken since a time: deliveries that were given up, and endings that it was not told, being disabled or not there
-- yet. An ending is its parse's last event, also when the events are gone. The count, and no "not exists", keeps the walk along the index
-- of the environment's endings: PostgreSQL may turn an anti-join into a read of both tables as a whole.
with endpoint as (
  select id, events from parseworker.webhook_endpoints where id = @id and environment = @environment for key share
), missed as (
  select p.id as parse_id, p.event_count as n, p.status as kind, p.finished_at
  from parseworker.parses p
  where p.environment = @environment and p.finished_at >= @since and p.status = any (array(select unnest(events) from endpoint))
    and (select count(*) from parseworker.webhook_deliveries d
         where d.endpoint_id = @id and d.parse_id = p.id and d.n = p.event_count and d.status <> 'failed') = 0
  order by p.finished_at
  limit @limit
  for key share skip locked
)
insert into parseworker.webhook_deliveries (endpoint_id, parse_id, n, kind, created_at)
select e.id, m.parse_id, m.n, m.kind, m.finished_at from endpoint e cross join missed m
on conflict (endpoint_id, parse_id, n) do update
set status = 'pending', failures = 0, next_attempt_at = now(), finished_at = null
where webhook_deliveries.status = 'failed'

-- statement: report_worker
-- The database's clock says when: workers' clocks may be an hour apart.
insert into parseworker.workers (name, slots, ready, reason, seen_at) values (@Name, @Slots, @Ready, @Reason, now())
on conflict (name) do update set slots = excluded.slots, ready = excluded.ready, reason = excluded.reason, seen_at = excluded.seen_at

-- statement: request_cancel
-- The flag is set once and by one request: without the row lock two first cancels both believe they were first.
with before as (
  select id, status, cancel_requested_at from parseworker.parses where id = @id and environment = @environment for update
), moved as (
  update parseworker.parses p
  set cancel_requested_at = now(), cancel_requested_by = @requestedBy,
      status = case when p.status = 'in_progress' then p.status else 'cancelled' end,
      cancel_acknowledged_at = case when p.status = 'in_progress' then null else now() end,
      finished_at = case when p.status = 'in_progress' then null else now() end,
      updated_at = now(), event_count = p.event_count + case when p.status = 'in_progress' then 1 else 2 end
  from before b
  where p.id = b.id and p.cancel_requested_at is null and p.status in ('pending', 'queued', 'in_progress')
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count - case when status = 'cancelled' then 1 else 0 end, 'cancel_requested', attempt, cancel_requested_by from moved
  union all
  select id, event_count, 'cancelled', attempt, null from moved where status = 'cancelled'
), told as (
  select id, pg_notify(case when status = 'cancelled' then 'parse_ended' else 'parse_cancel_requested' end, id) from moved
)
select case when t.id is not null then 'accepted'
            when b.status = 'in_progress' then 'already_requested'
            else 'already_terminal' end
from before b left join told t on t.id = b.id

-- statement: retry
-- The attempt is spent; the parse waits longer each time, or fails with this error when it was the last, which then says how the others
-- ended.
with target as (
  select id, case when cancel_requested_at is not null then 'cancelled'
                  when attempts_spent + 1 >= @maxAttempts then 'failed'
                  else 'queued' end as status
  from parseworker.parses
  where id = @id and status = 'in_progress' and attempt = @attempt
  for update
), moved as (
  update parseworker.parses p
  set status = t.status, attempts_spent = attempts_spent + 1,
      error_code = case when t.status = 'failed' then @code end,
      error_message = case when t.status = 'failed' then @message || coalesce((
        select ' Before that: ' || string_agg(
          'attempt ' || e.attempt || ' ' || case e.kind when 'retried' then e.detail else 'worker_lost' end, ', ' order by e.n) || '.'
        from parseworker.parse_events e where e.parse_id = p.id and e.kind in ('retried', 'taken_back')), '') end,
      error_details = case when t.status = 'failed' then @details::jsonb end,
      cancel_acknowledged_at = case when t.status = 'cancelled' then coalesce(cancel_acknowledged_at, now()) end,
      run_after = case when t.status = 'queued' then now() + @delay * power(5, attempts_spent) end,
      finished_at = case when t.status <> 'queued' then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  from target t
  where p.id = t.id and p.status = 'in_progress' and p.attempt = @attempt
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'queued' then 'retried' else status end, attempt,
         case when status <> 'cancelled' then @code end
  from moved
)
select status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: revoke_api_key
-- The row goes: what it opened stays with its environment, and who cancelled what was noted by name.
delete from parseworker.api_keys where id = @id returning id, name, environment

-- statement: rotate_webhook_secret
-- The secret of until now goes on signing beside the new one until its time is over; without time it is gone at once.
update parseworker.webhook_endpoints
set old_secret = case when @overlap > interval '0' then secret end,
    old_secret_until = case when @overlap > interval '0' then now() + @overlap end,
    secret = @secret, updated_at = now()
where id = @id and environment = @environment
returning *

-- statement: save_blob
-- Equal bytes are stored once; whoever comes second waits here for the first to commit and then has nothing to write.
insert into parseworker.blobs (sha256, size) values (@sha256, @size) on conflict do nothing

-- statement: save_blob_chunk
-- 1 MiB a row: neither side ever holds a whole document.
insert into parseworker.blob_chunks (sha256, n, bytes) values (@sha256, @n, @bytes)

-- statement: save_object
-- The object is written: the blob's row takes it, unless it was given up. Noted first, as in note_blob.sql: a purge that has these bytes in
-- hand is waited for, and the row is made anew. Where another object got there before, this one is nobody's.
with mine as (
  select object_key from parseworker.loose_objects where object_key = @key and state = 'writing' for update
), noted as (
  insert into parseworker.released_blobs (sha256, released_at) select @sha256, clock_timestamp() from mine
  on conflict (sha256) do update set released_at = clock_timestamp()
  returning sha256
), blob as (
  insert into parseworker.blobs (sha256, size, object_key)
  select n.sha256, @size, m.object_key from noted n cross join mine m
  on conflict (sha256) do nothing
  returning object_key
), taken as (
  delete from parseworker.loose_objects o using blob b where o.object_key = b.object_key
), spare as (
  update parseworker.loose_objects o set state = 'released', due_at = now()
  from mine m where o.object_key = m.object_key and not exists (select from blob)
)
select exists (select from noted)

-- statement: save_protection_key
-- Two processes that start at the same time make a key each, and both are read.
insert into parseworker.data_protection_keys (name, xml) values (@name, @xml) on conflict (name) do nothing

-- statement: search_newer
-- Towards newer rows of every environment: the first of each by its own index, and the first of those. Environments are found by one index
-- look-up each. A name that few files of an environment have is found by name, one that many have on the way through time: statistics
-- are about all environments together and would choose wrong.
with recursive searched as (
  select coalesce(@environment::text, (select min(environment) from parseworker.parses)) as environment
  union all
  select (select min(p.environment) from parseworker.parses p where p.environment > s.environment)
  from searched s
  where s.environment is not null and @environment::text is null
), counted as (
  select s.environment, n.count < @fewNames as has_few
  from searched s cross join lateral (
    select count(*) from (
      select from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) named
  ) n
  where s.environment is not null and @fileName::text is not null
  union all
  select environment, false from searched where environment is not null and @fileName::text is null
), found as (
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at from parseworker.parses p
    where p.environment = s.environment
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) > (@boundTime::timestamptz, @boundId))
      and (@fileName::text is null or lower(p.file_name) like lower(@fileName))
    order by p.created_at asc, p.id asc
    limit @limit
  ) c
  where not s.has_few
  union all
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at
    from (
      select * from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) p
    where true
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) > (@boundTime::timestamptz, @boundId))
    order by p.created_at asc, p.id asc
    limit @limit
  ) c
  where s.has_few
), first as (
  select id, created_at from found order by created_at asc, id asc limit @limit
)
select p.*, now() as read_at from first f join parseworker.parses p on p.id = f.id
order by f.created_at asc, f.id asc

-- statement: search_older
-- Towards older rows of every environment: the first of each by its own index, and the first of those. Environments are found by one index
-- look-up each. A name that few files of an environment have is found by name, one that many have on the way through time: statistics
-- are about all environments together and would choose wrong.
with recursive searched as (
  select coalesce(@environment::text, (select min(environment) from parseworker.parses)) as environment
  union all
  select (select min(p.environment) from parseworker.parses p where p.environment > s.environment)
  from searched s
  where s.environment is not null and @environment::text is null
), counted as (
  select s.environment, n.count < @fewNames as has_few
  from searched s cross join lateral (
    select count(*) from (
      select from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) named
  ) n
  where s.environment is not null and @fileName::text is not null
  union all
  select environment, false from searched where environment is not null and @fileName::text is null
), found as (
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at from parseworker.parses p
    where p.environment = s.environment
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) < (@boundTime::timestamptz, @boundId))
      and (@fileName::text is null or lower(p.file_name) like lower(@fileName))
    order by p.created_at desc, p.id desc
    limit @limit
  ) c
  where not s.has_few
  union all
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at
    from (
      select * from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) p
    where true
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) < (@boundTime::timestamptz, @boundId))
    order by p.created_at desc, p.id desc
    limit @limit
  ) c
  where s.has_few
), first as (
  select id, created_at from found order by created_at desc, id desc limit @limit
)
select p.*, now() as read_at from first f join parseworker.parses p on p.id = f.id
order by f.created_at desc, f.id desc

-- statement: settle_loose_objects
-- They were deleted, in the state in which they were taken. A request of a writer that was given up may still be on its way to the bucket:
-- its object is deleted once more, later.
with late as (
  update parseworker.loose_objects set state = 'released', due_at = now() + @late
  where object_key = any (@abandoned) and state = 'abandoned'
)
delete from parseworker.loose_objects where object_key = any (@released) and state = 'released'

-- statement: take_back_expired
-- Finds liveness, not age: a lease that ran out means the worker is gone. Not right after a database start, when nobody could renew. No
-- attempt is spent, which only a document does; a parse that loses one worker after the other is given up all the same, and says how its
-- other attempts ended.
with expired as (
  select id, case when cancel_requested_at is not null then 'cancelled'
                  when workers_lost + 1 >= @maxLostWorkers then 'failed'
                  else 'queued' end as status
  from parseworker.parses
  where status = 'in_progress' and lease_expires_at < now() and now() > pg_postmaster_start_time() + @lease
  order by lease_expires_at
  limit @limit
  for update skip locked
), moved as (
  update parseworker.parses p
  set status = t.status, workers_lost = workers_lost + 1,
      error_code = case when t.status = 'failed' then @code end,
      error_message = case when t.status = 'failed' then @message || coalesce((
        select ' Before that: ' || string_agg(
          'attempt ' || e.attempt || ' ' || case e.kind when 'retried' then e.detail else 'worker_lost' end, ', ' order by e.n) || '.'
        from parseworker.parse_events e where e.parse_id = p.id and e.kind in ('retried', 'taken_back')), '') end,
      cancel_acknowledged_at = case when t.status = 'cancelled' then coalesce(cancel_acknowledged_at, now()) end,
      finished_at = case when t.status <> 'queued' then now() end,
      queued_at = now(), enqueued_at = null, hangfire_job_id = null, is_first = false,
      lease_expires_at = null, updated_at = now(), event_count = event_count + 1
  from expired t
  where p.id = t.id and p.status = 'in_progress'
  returning p.*
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select id, event_count, case when status = 'queued' then 'taken_back' else status end, attempt,
         case when status = 'failed' then error_code else owner end from moved
)
select id, attempt, environment, status, case when finished_at is not null then pg_notify('parse_ended', id) end from moved

-- statement: take_due_deliveries
-- Marks what is due as enqueued, as far as there is room: for its endpoint (one that fails has room for one request), for its environment,
-- and for all that fail together, so that whoever answers late leaves slots to the others. Where there is less room than is due, endpoints
-- take turns, and so do environments. A later event of a parse waits for the earlier one, whatever became of that one's attempts.
with enqueued as (
  select w.environment, q.endpoint_id, w.failing_since is not null as fails
  from parseworker.webhook_deliveries q join parseworker.webhook_endpoints w on w.id = q.endpoint_id
  where q.enqueued_at is not null
), due as (
  select w.environment, w.failing_since is not null as fails, d.*
  from parseworker.webhook_endpoints w
  cross join lateral (
    select l.endpoint_id, l.parse_id, l.n, l.next_attempt_at from parseworker.webhook_deliveries l
    where l.endpoint_id = w.id and l.status = 'pending' and l.enqueued_at is null and l.next_attempt_at <= now()
      and not exists (
        select from parseworker.webhook_deliveries b
        where b.endpoint_id = l.endpoint_id and b.parse_id = l.parse_id and b.n < l.n and b.status = 'pending')
    order by l.next_attempt_at, l.parse_id, l.n
    limit (select greatest(0, case when w.failing_since is null then @ofAnEndpoint else 1 end - count(*))
           from enqueued e where e.endpoint_id = w.id)
    for update skip locked
  ) d
  where w.disabled_at is null and (@environment::text is null or w.environment = @environment)
), by_endpoint as (
  select *, row_number() over (partition by endpoint_id order by next_attempt_at, parse_id, n) as turn from due
), by_turn as (
  select *, row_number() over (partition by environment, fails order by turn, next_attempt_at, endpoint_id) as place_of_state
  from by_endpoint
), by_state as (
  select *, row_number() over (partition by fails order by place_of_state, next_attempt_at, endpoint_id) as place_of_all from by_turn
), by_environment as ( -- without those that fail and find no room: they would take the places of their neighbours that answer
  select *, row_number() over (partition by environment order by turn, next_attempt_at, endpoint_id) as place
  from by_state
  where not fails or place_of_all <= @ofTheFailing - (select count(*) from enqueued e where e.fails)
), chosen as (
  select endpoint_id, parse_id, n from by_environment b
  where place <= @ofAnEnvironment - (select count(*) from enqueued e where e.environment = b.environment)
)
update parseworker.webhook_deliveries d
set enqueued_at = now()
from chosen c
where d.endpoint_id = c.endpoint_id and d.parse_id = c.parse_id and d.n = c.n
returning d.endpoint_id, d.parse_id, d.n

-- statement: take_loose_objects
-- Objects to be deleted now. Given up first, in this statement: no blob's row takes one any more that a delete is on its way to. Whoever
-- takes them and dies leaves them due again.
update parseworker.loose_objects
set state = case when state = 'writing' then 'abandoned' else state end, due_at = now() + @again
where object_key = any (array(
  select object_key from parseworker.loose_objects where due_at <= now() order by due_at limit @limit for update skip locked))
returning object_key, upload_id, state

-- statement: take_unanswered
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

-- statement: weigh_environment
-- The environment's share in admissions from now on; it need not have a key yet.
insert into parseworker.environments (name, weight) values (@name, @weight)
on conflict (name) do update set weight = excluded.weight, updated_at = now()
returning name, weight, (select count(*) from parseworker.api_keys k where k.environment = @name)::int as keys

-- statement: were_pages_written
-- After a lost reply: did this attempt's pages get in?
select exists (select from parseworker.parses where id = @id and status = 'in_progress' and attempt = @attempt and pages_done = @last)

-- statement: write_pages
-- The row lock comes first: a guarded insert without it lets a stale attempt's page into a finished parse.
with held as (
  update parseworker.parses
  set pages_done = @last, page_count = coalesce(@pageCount, page_count), updated_at = now(),
      input_tokens = nullif(coalesce(input_tokens, 0) + @inputTokens, 0),
      output_tokens = nullif(coalesce(output_tokens, 0) + @outputTokens, 0),
      event_count = event_count + cardinality(@failures)
  where id = @id and status = 'in_progress' and attempt = @attempt and pages_done = @first - 1
  returning id, event_count - cardinality(@failures) as events_before
), written as (
  insert into parseworker.parse_pages (parse_id, number, text)
  select h.id, page.number, page.text from held h cross join unnest(@numbers, @texts) as page (number, text)
), event as (
  insert into parseworker.parse_events (parse_id, n, kind, attempt, detail)
  select h.id, h.events_before + failure.at::int, 'page_failed', @attempt, failure.detail
  from held h cross join unnest(@failures) with ordinality as failure (detail, at)
)
select count(*) from held
