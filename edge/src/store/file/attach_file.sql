-- ?1 tenant_id, ?2 draft, ?3 SHA-256, ?4 file name; a file that is attached already stays as it is
INSERT INTO draft_attachment (tenant_id, draft_id, sha256, file_name) SELECT ?1, ?2, ?3, ?4
WHERE NOT EXISTS (SELECT 1 FROM draft_attachment AS a WHERE a.tenant_id = ?1 AND a.draft_id = ?2 AND a.sha256 = ?3)
