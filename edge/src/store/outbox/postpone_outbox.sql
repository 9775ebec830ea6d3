-- ?1 tenant_id, ?2 id, ?3 due_at, ?4 what went wrong, ?5 attempts to take back
UPDATE outbox SET due_at = ?3, last_error = ?4, attempts = max(attempts - CAST(?5 AS INTEGER), 0), lease = NULL, leased_until = NULL WHERE tenant_id = ?1 AND id = ?2
