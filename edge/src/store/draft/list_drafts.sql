-- ?1 tenant_id, ?2 rows, ?3 rows before this page; changed last first
SELECT d.id, d.kind, d.total, d.updated_at, (SELECT c.name FROM contact AS c WHERE c.tenant_id = d.tenant_id AND c.id = d.contact_id) AS contact_name
FROM draft AS d WHERE d.tenant_id = ?1 ORDER BY d.updated_at DESC, d.id LIMIT CAST(?2 AS INTEGER) OFFSET CAST(?3 AS INTEGER)
