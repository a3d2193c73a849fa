-- For operators; of the secrets there is nothing to show.
select id, name, environment, created_at from parseworker.api_keys
where @environment::text is null or environment = @environment
order by environment, created_at, id
