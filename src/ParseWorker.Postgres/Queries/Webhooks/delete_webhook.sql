-- Its deliveries and their attempts go with it; one that is on its way may still arrive.
delete from parseworker.webhook_endpoints where id = @id and environment = @environment
