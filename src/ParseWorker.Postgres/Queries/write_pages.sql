-- The row lock comes first: a guarded insert without it lets a stale attempt's page into a finished parse.
with held as (
  update parseworker.parses
  set pages_done = @last, page_count = coalesce(@pageCount, page_count), updated_at = now()
  where id = @id and status = 'in_progress' and attempt = @attempt and pages_done = @first - 1
  returning id
), written as (
  insert into parseworker.parse_pages (parse_id, number, text)
  select h.id, page.number, page.text from held h cross join unnest(@numbers, @texts) as page (number, text)
)
select count(*) from held
