-- ?1 tenant, ?2 origin
DELETE FROM allowed_origin WHERE tenant_id = ?1 AND origin = ?2
