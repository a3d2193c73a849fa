-- Whether a parse is to be read anew, whatever earlier ones made of the same document.
alter table parseworker.parses add column bust_cache boolean not null default false;
