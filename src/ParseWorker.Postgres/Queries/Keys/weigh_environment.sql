-- The environment's share in admissions from now on; it need not have a key yet.
insert into parseworker.environments (name, weight) values (@name, @weight)
on conflict (name) do update set weight = excluded.weight, updated_at = now()
returning name, weight, (select count(*) from parseworker.api_keys k where k.environment = @name)::int as keys
