-- ?1 tenant_id, ?2 draft id, ?3 version that the form showed, 0 for a draft that is not stored yet; aborts the batch as draft_changed
INSERT INTO guard (reason) SELECT 'draft_changed'
WHERE coalesce((SELECT d.version FROM draft AS d WHERE d.tenant_id = ?1 AND d.id = ?2), 0) IS NOT CAST(?3 AS INTEGER)
