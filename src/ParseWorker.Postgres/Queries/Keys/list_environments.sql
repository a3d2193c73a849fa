-- Every environment that a key opens or that was weighed: few, as keys are.
select coalesce(k.environment, e.name) as name, coalesce(e.weight, 1) as weight, coalesce(k.keys, 0)::int as keys
from (select environment, count(*) as keys from parseworker.api_keys group by environment) k
full join parseworker.environments e on e.name = k.environment
order by 1
