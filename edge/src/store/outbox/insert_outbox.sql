-- ?1 tenant_id, ?2 id, ?3 task, ?4 subject_id, ?5 details, ?6 base_url, ?7 created_at, ?8 due_at; asking twice is asking once
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING
