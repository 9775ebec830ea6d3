-- ?1 tenant, ?2 origin, ?3 origins allowed; answers nothing where the list is full or has it already
INSERT INTO allowed_origin (tenant_id, origin)
SELECT ?1, ?2 WHERE (SELECT count(*) FROM allowed_origin WHERE tenant_id = ?1) < CAST(?3 AS INTEGER)
ON CONFLICT (tenant_id, origin) DO NOTHING
RETURNING origin
