-- A cursor is a parse of the environment, also one that was deleted; its place in the order is its creation time and id.
select created_at from parseworker.parses where id = @id and environment = @environment
union all
select created_at from parseworker.deleted_parses where id = @id and environment = @environment
