-- ?1 tenant_id, ?2 subject_id, ?3 notice, ?4 recipient, ?5 sent_at
INSERT INTO notice_sent (tenant_id, subject_id, notice, recipient, sent_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant_id, subject_id, notice) DO NOTHING
