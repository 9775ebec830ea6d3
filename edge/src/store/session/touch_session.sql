-- ?1 SHA-256 of the cookie, ?2 now, ?3 the oldest last use, ?4 the oldest sign-in that still counts, ?5 last uses from here on are fresh enough
UPDATE session SET seen_at = CAST(?2 AS INTEGER)
WHERE token_hash = ?1 AND seen_at > CAST(?3 AS INTEGER) AND created_at > CAST(?4 AS INTEGER) AND seen_at < CAST(?5 AS INTEGER)
RETURNING tenant_id
