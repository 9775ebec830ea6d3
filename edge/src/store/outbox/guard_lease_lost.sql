-- ?1 tenant_id, ?2 id of the outbox, ?3 lease; no row while the lease is ours, an abort named lease_lost otherwise
INSERT INTO guard (reason) SELECT 'lease_lost' WHERE (SELECT lease FROM outbox WHERE tenant_id = ?1 AND id = ?2 AND done_at IS NULL AND dead_at IS NULL) IS NOT ?3
