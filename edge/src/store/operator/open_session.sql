-- ?1 SHA-256 of the key, ?2 SHA-256 of the cookie, ?3 now in UTC seconds, ?4 address hash, ?5 start of the window, ?6 failures allowed in it
INSERT INTO operator_session (tenant_id, token_hash, key_hash, created_at, seen_at)
SELECT '', ?2, ?1, CAST(?3 AS INTEGER), CAST(?3 AS INTEGER)
WHERE (SELECT coalesce(sum(a.attempts), 0) FROM sign_in_attempt AS a
  WHERE a.tenant_id = '' AND a.address_hash = ?4 AND a.window_start > CAST(?5 AS INTEGER)) <= CAST(?6 AS INTEGER)
ON CONFLICT (tenant_id, token_hash) DO UPDATE SET seen_at = excluded.seen_at
RETURNING tenant_id
