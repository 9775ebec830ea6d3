-- ?1 tenant_id, ?2 draft
DELETE FROM draft_attachment WHERE tenant_id = ?1 AND draft_id = ?2
