-- ?1 tenant
SELECT origin FROM allowed_origin WHERE tenant_id = ?1 ORDER BY origin
