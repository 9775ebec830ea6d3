-- ?1 tenant_id, ?2 base_url, ?3 now; the overdue notices of every invoice that are still to come: switching them on writes to nobody about the past
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT p.tenant_id, 'send_notice:' || p.document_id || ':' || p.notice, 'send_notice', p.document_id, json_object('notice', p.notice), ?2, ?3, p.due_at
FROM overdue_plan AS p WHERE p.tenant_id = ?1 AND p.due_at > ?3
ON CONFLICT (tenant_id, id) DO NOTHING
