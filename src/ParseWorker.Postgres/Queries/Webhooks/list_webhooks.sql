-- An environment's endpoints: few, so all of them.
select * from parseworker.webhook_endpoints where environment = @environment order by created_at, id
