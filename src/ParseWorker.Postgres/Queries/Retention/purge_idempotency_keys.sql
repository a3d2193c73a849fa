-- After so long a repeated key is a new request.
delete from parseworker.idempotency_keys
where ctid = any (array(
  select ctid from parseworker.idempotency_keys where created_at < now() - @age order by created_at limit @limit for update skip locked))
