-- ?1 tenant_id, ?2 id; what is done stays
DELETE FROM outbox WHERE tenant_id = ?1 AND id = ?2 AND done_at IS NULL
