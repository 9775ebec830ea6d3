-- ?1 tenant_id, ?2 id, ?3 task, ?4 document_id, ?5 created_at
INSERT INTO outbox (tenant_id, id, task, document_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
