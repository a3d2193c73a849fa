-- The reply was sent: an identical create from now on is a new one.
delete from parseworker.unanswered_creates where parse_id = @id
