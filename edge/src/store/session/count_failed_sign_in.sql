-- ?1 SHA-256 of the key that was tried, ?2 address hash, ?3 now in UTC seconds. Only a wrong key is counted.
INSERT INTO sign_in_attempt (tenant_id, address_hash, window_start, attempts)
SELECT '', ?2, CAST(?3 AS INTEGER), 1
WHERE NOT EXISTS (SELECT 1 FROM admin_key WHERE key_hash = ?1)
ON CONFLICT (tenant_id, address_hash, window_start) DO UPDATE SET attempts = attempts + 1
