-- What vision models counted for a parse, over all of its attempts; null when none was asked.
alter table parseworker.parses add column input_tokens bigint, add column output_tokens bigint;
