-- ?1 SHA-256 of the present key, ?2 the oldest last use, ?3 the oldest sign-in that still counts, both in UTC seconds
DELETE FROM operator_session WHERE tenant_id = ''
  AND (key_hash <> ?1 OR seen_at <= CAST(?2 AS INTEGER) OR created_at <= CAST(?3 AS INTEGER))
