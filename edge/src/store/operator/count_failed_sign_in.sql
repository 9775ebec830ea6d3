-- ?1 address hash, ?2 now in UTC seconds; a wrong operator key counts like a wrong admin key
INSERT INTO sign_in_attempt (tenant_id, address_hash, window_start, attempts) VALUES ('', ?1, CAST(?2 AS INTEGER), 1)
ON CONFLICT (tenant_id, address_hash, window_start) DO UPDATE SET attempts = attempts + 1
