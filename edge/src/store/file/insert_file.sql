-- ?1 tenant_id, ?2 SHA-256, ?3 media type, ?4 size, ?5 now; the same bytes are kept once
INSERT INTO file (tenant_id, sha256, media_type, size, created_at) SELECT ?1, ?2, ?3, CAST(?4 AS INTEGER), ?5
WHERE NOT EXISTS (SELECT 1 FROM file AS f WHERE f.tenant_id = ?1 AND f.sha256 = ?2)
