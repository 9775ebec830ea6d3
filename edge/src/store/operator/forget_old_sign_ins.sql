-- ?1 start of the window in UTC seconds
DELETE FROM sign_in_attempt WHERE tenant_id = '' AND window_start <= CAST(?1 AS INTEGER)
