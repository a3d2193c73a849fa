-- Towards newer rows of every environment: the first of each by its own index, and the first of those. Environments are found by one index
-- look-up each. A name that few files of an environment have is found by name, one that many have on the way through time: statistics
-- are about all environments together and would choose wrong.
with recursive searched as (
  select coalesce(@environment::text, (select min(environment) from parseworker.parses)) as environment
  union all
  select (select min(p.environment) from parseworker.parses p where p.environment > s.environment)
  from searched s
  where s.environment is not null and @environment::text is null
), counted as (
  select s.environment, n.count < @fewNames as has_few
  from searched s cross join lateral (
    select count(*) from (
      select from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) named
  ) n
  where s.environment is not null and @fileName::text is not null
  union all
  select environment, false from searched where environment is not null and @fileName::text is null
), found as (
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at from parseworker.parses p
    where p.environment = s.environment
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) > (@boundTime::timestamptz, @boundId))
      and (@fileName::text is null or lower(p.file_name) like lower(@fileName))
    order by p.created_at asc, p.id asc
    limit @limit
  ) c
  where not s.has_few
  union all
  select c.id, c.created_at
  from counted s cross join lateral (
    select p.id, p.created_at
    from (
      select * from parseworker.parses p
      where p.environment = s.environment and lower(p.file_name) like lower(@fileName::text)
      order by lower(p.file_name) using ~<~
      limit @fewNames
    ) p
    where true
      and (@status::text is null or p.status = @status)
      and (not @cancelling or p.status = 'in_progress' and p.cancel_requested_at is not null)
      and (@errorCode::text is null or p.error_code = @errorCode)
      and (@from::timestamptz is null or p.created_at >= @from)
      and (@to::timestamptz is null or p.created_at <= @to)
      and (@boundId::text is null or (p.created_at, p.id) > (@boundTime::timestamptz, @boundId))
    order by p.created_at asc, p.id asc
    limit @limit
  ) c
  where s.has_few
), first as (
  select id, created_at from found order by created_at asc, id asc limit @limit
)
select p.*, now() as read_at from first f join parseworker.parses p on p.id = f.id
order by f.created_at asc, f.id asc
