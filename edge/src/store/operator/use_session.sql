-- ?1 SHA-256 of the cookie, ?2 SHA-256 of the key, ?3 now, ?4 the oldest last use, ?5 the oldest sign-in that still counts; a row if the session is alive
UPDATE operator_session SET seen_at = CAST(?3 AS INTEGER)
WHERE tenant_id = '' AND token_hash = ?1 AND key_hash = ?2 AND seen_at > CAST(?4 AS INTEGER) AND created_at > CAST(?5 AS INTEGER)
RETURNING tenant_id
