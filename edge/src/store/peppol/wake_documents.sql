-- ?1 tenant_id, ?2 now; documents that wait for their next attempt are due at once
UPDATE outbox SET due_at = ?2
WHERE tenant_id = ?1 AND task = 'send_document' AND done_at IS NULL AND dead_at IS NULL AND due_at > ?2
