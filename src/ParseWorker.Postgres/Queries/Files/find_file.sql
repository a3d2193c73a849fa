-- A file of the environment; those of others look as if they were not there.
select f.*, exists (select from parseworker.upload_sessions u where u.file_id = f.id) as is_uploaded
from parseworker.files f where f.id = @id and f.environment = @environment
