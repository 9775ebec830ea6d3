-- ?1 tenant_id, ?2 id, ?3 url, ?4 description, ?5 JSON array of types, ?6 sealed secret, ?7 now, ?8 how many a tenant may have
INSERT INTO webhook_endpoint (tenant_id, id, url, description, events, secret, secret_set_at, created_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7
WHERE (SELECT count(*) FROM webhook_endpoint AS e WHERE e.tenant_id = ?1) < CAST(?8 AS INTEGER)
ON CONFLICT DO NOTHING
RETURNING id
