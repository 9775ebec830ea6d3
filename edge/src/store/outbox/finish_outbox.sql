-- ?1 tenant_id, ?2 id, ?3 done_at
UPDATE outbox SET done_at = ?3, lease = NULL, leased_until = NULL, last_error = NULL WHERE tenant_id = ?1 AND id = ?2
