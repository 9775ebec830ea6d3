-- ?1 tenant, ?2 now, ?3 rows
SELECT b.id, b.reference, b.service_name, b.resource_name, b.customer_name, b.local_starts_at, b.local_ends_at
FROM booking AS b WHERE b.tenant_id = ?1 AND b.status = 'confirmed' AND b.ends_at > ?2
  AND b.starts_at > strftime('%Y-%m-%dT%H:%M:%SZ', ?2, '-2 days')
ORDER BY b.starts_at, b.id LIMIT CAST(?3 AS INTEGER)
