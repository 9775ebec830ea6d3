-- ?1 tenant, ?2 row
DELETE FROM outbox WHERE tenant_id = ?1 AND id = ?2 AND dead_at IS NOT NULL
