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
