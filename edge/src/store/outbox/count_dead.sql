-- ?1 tenant
SELECT count(*) AS rows FROM outbox WHERE tenant_id = ?1 AND dead_at IS NOT NULL
