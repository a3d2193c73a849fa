-- What a cancel of many has still to ask: each is then asked by itself, with request_cancel.sql.
select id from parseworker.parses
where environment = @environment and status = any (@statuses) and cancel_requested_at is null
  and (@ids::text[] is null or id = any (@ids))
  and (@fileName::text is null or lower(file_name) like lower(@fileName))
  and (@from::timestamptz is null or created_at >= @from)
  and (@to::timestamptz is null or created_at <= @to)
order by created_at, id
limit @limit
