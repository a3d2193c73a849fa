-- A cursor is a parse of the environment; its place in the order is its creation time and id.
select created_at from parseworker.parses where id = @id and environment = @environment
