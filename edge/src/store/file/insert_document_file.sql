-- ?1 tenant_id, ?2 document, ?3 SHA-256, ?4 size, ?5 now; the first one counts
INSERT INTO document_file (tenant_id, document_id, sha256, size, created_at) SELECT ?1, ?2, ?3, CAST(?4 AS INTEGER), ?5
WHERE NOT EXISTS (SELECT 1 FROM document_file AS f WHERE f.tenant_id = ?1 AND f.document_id = ?2)
