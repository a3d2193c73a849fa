-- A claim whose answer was lost was granted all the same: the owner's name is that of one process, so it finds its own here.
select id, attempt, environment, file_id, file_name, mime_type, sha256, source_url, coalesce(profile, model) as model, table_format,
       image_resolution_dpi, instructions, pages_done, time_limit - (now() - started_at) as time_left,
       traceparent as trace_parent
from parseworker.parses
where id = @id and status = 'in_progress' and owner = @owner
