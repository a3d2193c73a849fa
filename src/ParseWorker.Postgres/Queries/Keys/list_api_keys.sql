-- For operators; of the secrets there is nothing to show.
select id, name, environment, most_waiting, created_at from parseworker.api_keys
where (@environment::text is null or environment = @environment) and (@id::text is null or id = @id)
order by environment, created_at, id
