-- ?1 tenant, ?2 first instant, ?3 instant after the last, ?4 status or '', ?5 search or ''
SELECT count(*) AS rows
FROM booking AS b
WHERE b.tenant_id = ?1 AND b.starts_at >= ?2 AND b.starts_at < ?3 AND (?4 = '' OR b.status = ?4)
  AND (?5 = '' OR instr(lower(b.customer_name), lower(?5)) > 0 OR instr(lower(b.reference), lower(?5)) > 0
    OR instr(lower(b.service_name), lower(?5)) > 0 OR instr(lower(b.resource_name), lower(?5)) > 0
    OR EXISTS (SELECT 1 FROM contact AS c WHERE c.tenant_id = b.tenant_id AND c.id = b.contact_id AND instr(lower(c.email), lower(?5)) > 0)
    OR EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id AND instr(lower(d.number), lower(?5)) > 0))
