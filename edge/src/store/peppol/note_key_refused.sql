-- ?1 tenant_id, ?2 version whose key was refused, ?3 now
UPDATE access_point SET key_refused_at = coalesce(key_refused_at, ?3) WHERE tenant_id = ?1 AND version = CAST(?2 AS INTEGER)
