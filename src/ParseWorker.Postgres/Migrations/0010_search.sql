-- What operators search by: among many failed parses, those of one error code are found without reading the others.
create index parses_by_error on parseworker.parses (environment, error_code, created_at, id) where error_code is not null;
