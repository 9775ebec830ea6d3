-- ?1 tenant_id, ?2 outbox id; counts a failed attempt
UPDATE outbox SET attempts = attempts + 1 WHERE tenant_id = ?1 AND id = ?2 AND done_at IS NULL
