-- ?1 tenant_id, ?2 id, ?3 version of the decision; aborts the batch as contact_changed, a missing and a merged contact included
INSERT INTO guard (reason) SELECT 'contact_changed'
WHERE (SELECT c.version FROM contact AS c WHERE c.tenant_id = ?1 AND c.id = ?2 AND c.merged_into IS NULL) IS NOT CAST(?3 AS INTEGER)
