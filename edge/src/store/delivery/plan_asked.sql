-- ?1 tenant, ?2 id, ?3 document, ?4 details, ?5 base_url, ?6 now. Asked for twice is asked for once; what is dead is tried again
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT d.tenant_id, ?2, 'send_document', d.id, ?4, ?5, ?6, ?6 FROM document AS d WHERE d.tenant_id = ?1 AND d.id = ?3
ON CONFLICT (tenant_id, id) DO UPDATE SET dead_at = NULL, last_error = NULL, attempts = 0, details = excluded.details, due_at = excluded.due_at, base_url = excluded.base_url
WHERE outbox.dead_at IS NOT NULL
