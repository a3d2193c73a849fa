-- All of them: there is one for every three months.
select xml from parseworker.data_protection_keys order by created_at
