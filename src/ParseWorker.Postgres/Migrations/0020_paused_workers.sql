-- An operator may pause a worker: it claims nothing more until somebody resumes it, and learns of both when it reports.
alter table parseworker.workers add column paused_by text;
