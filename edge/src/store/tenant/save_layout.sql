-- ?1 tenant_id, ?2 the letterhead as JSON; answers tenant_id
INSERT INTO letterhead (tenant_id, content) VALUES (?1, ?2)
ON CONFLICT (tenant_id) DO UPDATE SET content = excluded.content RETURNING tenant_id
