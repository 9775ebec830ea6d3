-- ?1 tenant, ?2 first instant, ?3 instant after the last, ?4 status or '', ?5 search or ''
SELECT count(*) AS rows
FROM booking AS b
JOIN contact AS c ON c.tenant_id = b.tenant_id AND c.id = b.contact_id
LEFT JOIN document AS i ON i.tenant_id = b.tenant_id AND i.booking_id = b.id AND i.kind = 'invoice'
LEFT JOIN document AS q ON q.tenant_id = b.tenant_id AND q.booking_id = b.id AND q.kind = 'quotation'
WHERE b.tenant_id = ?1 AND b.starts_at >= ?2 AND b.starts_at < ?3 AND (?4 = '' OR b.status = ?4)
  AND (?5 = '' OR instr(lower(b.customer_name), lower(?5)) > 0 OR instr(lower(c.email), lower(?5)) > 0
    OR instr(lower(b.reference), lower(?5)) > 0 OR instr(lower(b.service_name), lower(?5)) > 0
    OR instr(lower(b.resource_name), lower(?5)) > 0 OR instr(lower(coalesce(i.number, '')), lower(?5)) > 0
    OR instr(lower(coalesce(q.number, '')), lower(?5)) > 0)
