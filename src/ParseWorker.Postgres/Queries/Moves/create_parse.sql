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
