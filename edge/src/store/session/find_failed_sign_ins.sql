-- ?1 address hash, ?2 start of the window in UTC seconds
SELECT coalesce(sum(attempts), 0) AS failures, coalesce(min(window_start), 0) AS first_at
FROM sign_in_attempt WHERE tenant_id = '' AND address_hash = ?1 AND window_start > CAST(?2 AS INTEGER)
