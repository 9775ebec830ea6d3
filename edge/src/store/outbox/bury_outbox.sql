-- ?1 tenant_id, ?2 id, ?3 dead_at, ?4 why
UPDATE outbox SET dead_at = ?3, last_error = ?4, lease = NULL, leased_until = NULL WHERE tenant_id = ?1 AND id = ?2
