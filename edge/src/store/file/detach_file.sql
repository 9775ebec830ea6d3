-- ?1 tenant_id, ?2 draft, ?3 SHA-256; the bytes stay, because others may name them
DELETE FROM draft_attachment WHERE tenant_id = ?1 AND draft_id = ?2 AND sha256 = ?3
