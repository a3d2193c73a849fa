-- An endpoint as its own environment sees it; to others it is not there.
select * from parseworker.webhook_endpoints where id = @id and environment = @environment
