-- ?1 tenant, ?2 row, ?3 now
UPDATE outbox SET dead_at = NULL, last_error = NULL, attempts = 0, due_at = ?3 WHERE tenant_id = ?1 AND id = ?2 AND dead_at IS NOT NULL
