-- On during recovery, that is on a replica, and where default_transaction_read_only says so.
select current_setting('transaction_read_only') = 'on'
