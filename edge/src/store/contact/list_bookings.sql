-- ?1 tenant_id, ?2 contact, ?3 rows; the latest first, with those of contacts that were merged into it
SELECT b.id, b.reference, b.status, b.service_name, b.local_starts_at, b.local_ends_at
FROM booking AS b WHERE b.tenant_id = ?1 AND b.contact_id IN (SELECT m.id FROM contact AS m WHERE m.tenant_id = ?1 AND (m.id = ?2 OR m.merged_into = ?2))
ORDER BY b.starts_at DESC, b.id DESC LIMIT CAST(?3 AS INTEGER)
