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
