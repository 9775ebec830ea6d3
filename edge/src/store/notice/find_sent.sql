-- ?1 tenant_id, ?2 subject_id, ?3 notice; a row if it was sent
SELECT sent_at FROM notice_sent WHERE tenant_id = ?1 AND subject_id = ?2 AND notice = ?3
