-- ?1 tenant_id, ?2 document id, ?3 base_url, ?4 now; the overdue notices of one invoice, none for another document
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT p.tenant_id, 'send_notice:' || p.document_id || ':' || p.notice, 'send_notice', p.document_id, json_object('notice', p.notice), ?3, ?4, p.due_at
FROM overdue_plan AS p WHERE p.tenant_id = ?1 AND p.document_id = ?2 AND p.due_at > ?4
ON CONFLICT (tenant_id, id) DO NOTHING
