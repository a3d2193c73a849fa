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
