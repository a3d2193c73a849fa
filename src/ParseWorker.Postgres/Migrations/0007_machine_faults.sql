-- Why a worker claims nothing, as a sentence; null while it claims.
alter table parseworker.workers add column reason text;
