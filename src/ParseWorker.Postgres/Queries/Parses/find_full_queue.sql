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
