-- After a lost reply: did this attempt's pages get in?
select exists (select from parseworker.parses where id = @id and status = 'in_progress' and attempt = @attempt and pages_done = @last)
