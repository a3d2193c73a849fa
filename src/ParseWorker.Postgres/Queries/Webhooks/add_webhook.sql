-- Endpoints are few: each costs every ending of its environment a row and a request.
insert into parseworker.webhook_endpoints (id, environment, url, description, events, secret)
select @id, @environment, @url, @description, @events, @secret
where (select count(*) from parseworker.webhook_endpoints where environment = @environment) < @most
returning *
