-- ?1 SHA-256 of the key, ?2 the oldest last use, ?3 the oldest sign-in that still counts, both in UTC seconds
DELETE FROM session WHERE tenant_id = (SELECT tenant_id FROM admin_key WHERE key_hash = ?1)
  AND (seen_at <= CAST(?2 AS INTEGER) OR created_at <= CAST(?3 AS INTEGER))
