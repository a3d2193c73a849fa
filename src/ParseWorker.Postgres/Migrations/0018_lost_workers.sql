-- How often a parse's worker was lost: counted apart from what the document did to an engine, so that neither is taken for the other.
alter table parseworker.parses add column workers_lost int not null default 0;
