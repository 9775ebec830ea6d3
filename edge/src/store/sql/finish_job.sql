-- ?1 tenant_id, ?2 outbox id, ?3 done_at
UPDATE outbox SET done_at = ?3, attempts = attempts + 1 WHERE tenant_id = ?1 AND id = ?2 AND done_at IS NULL
