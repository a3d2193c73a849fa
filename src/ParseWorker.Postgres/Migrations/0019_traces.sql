-- The trace that a parse's create belongs to (W3C traceparent), where it is traced: each attempt goes on with it, whoever enqueues the job.
alter table parseworker.parses add column traceparent text;
