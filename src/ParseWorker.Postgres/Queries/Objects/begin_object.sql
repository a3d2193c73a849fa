-- Before the first byte is sent: whatever becomes of the writer, the object will be found.
insert into parseworker.loose_objects (object_key, state, due_at) values (@key, 'writing', now() + @patience)
