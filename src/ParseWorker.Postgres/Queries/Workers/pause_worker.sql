-- Whoever pauses it first stands there; null resumes it.
update parseworker.workers
set paused_by = case when @requestedBy::text is not null then coalesce(paused_by, @requestedBy) end
where name = @name and seen_at > now() - @age
