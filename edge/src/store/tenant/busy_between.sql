-- ?1 slug, ?2 from and ?3 until in UTC seconds; busy intervals that overlap, none longer than two days
SELECT resource_id, service_id, starts_at, ends_at, busy_from, busy_until, seats FROM busy
WHERE tenant_id = (SELECT id FROM tenant WHERE slug = ?1)
  AND resource_id IN (SELECT r.id FROM resource AS r WHERE r.tenant_id = (SELECT id FROM tenant WHERE slug = ?1))
  AND busy_from > CAST(?2 AS INTEGER) - 172800 AND busy_from < CAST(?3 AS INTEGER) AND busy_until > CAST(?2 AS INTEGER)
