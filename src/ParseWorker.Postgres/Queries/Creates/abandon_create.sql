-- The client went away, or was told to try again: its retry joins the parse.
update parseworker.unanswered_creates set abandoned = true where parse_id = @id
