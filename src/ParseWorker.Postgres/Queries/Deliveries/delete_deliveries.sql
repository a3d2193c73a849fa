-- A batch of an endpoint's deliveries, with their attempts: an endpoint of a million cannot be deleted in one statement's time, and while
-- that ran, endings would skip it. What a sender has in hand is left to the last statement.
with batch as (
  select d.endpoint_id, d.parse_id, d.n
  from parseworker.webhook_deliveries d
  where d.endpoint_id = @id and exists (select from parseworker.webhook_endpoints w where w.id = @id and w.environment = @environment)
  limit @limit
  for update skip locked
)
delete from parseworker.webhook_deliveries d using batch b
where d.endpoint_id = b.endpoint_id and d.parse_id = b.parse_id and d.n = b.n
