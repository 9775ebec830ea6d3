-- ?1 tenant_id, ?2 version whose key was taken
UPDATE access_point SET key_refused_at = NULL WHERE tenant_id = ?1 AND version = CAST(?2 AS INTEGER) AND key_refused_at IS NOT NULL
