-- ?1 tenant, ?2 SHA-256 of the cookie
DELETE FROM session WHERE tenant_id = ?1 AND token_hash = ?2
