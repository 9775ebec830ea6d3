-- ?1 SHA-256 of the cookie
DELETE FROM operator_session WHERE tenant_id = '' AND token_hash = ?1
