-- ?1 tenant_id, ?2 draft, ?3 JSON array of the SHA-256 that the decision knew
INSERT INTO guard (reason) SELECT 'attachments_changed'
WHERE (SELECT count(*) FROM draft_attachment AS a WHERE a.tenant_id = ?1 AND a.draft_id = ?2) IS NOT json_array_length(?3)
  OR EXISTS (SELECT 1 FROM draft_attachment AS a WHERE a.tenant_id = ?1 AND a.draft_id = ?2 AND a.sha256 NOT IN (SELECT value FROM json_each(?3)))
