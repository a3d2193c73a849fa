-- The newest migration that the schema has, by its number: "Migrations.0018_lost_workers.sql" is 18.
select max(substring(scriptname from '^Migrations\.(\d+)_')::int) from parseworker.schema_versions
