-- A create whose reply failed is not repeated after so long: lookups pass it over, and without this it would stay as long as its parse.
delete from parseworker.unanswered_creates where parse_id in (
  select parse_id from parseworker.unanswered_creates where created_at < now() - @joinableFor limit @limit for update skip locked)
