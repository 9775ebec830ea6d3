-- ?1 tenant, ?2 document, ?3 kind, ?4 source, ?5 base_url, ?6 now. Where documents of this kind and source are sent by themselves
INSERT INTO outbox (tenant_id, id, task, subject_id, base_url, created_at, due_at)
SELECT ?1, 'send_document:' || ?2, 'send_document', ?2, ?5, ?6, ?6
WHERE coalesce((SELECT s.is_automatic FROM delivery_setting AS s WHERE s.tenant_id = ?1 AND s.kind = ?3 AND s.source = ?4), ?4 = 'booking')
ON CONFLICT DO NOTHING
