-- ?1 tenant, ?2 first instant, ?3 instant after the last, ?4 status or '', ?5 search or '', ?6 rows, ?7 rows to skip
SELECT b.id, b.reference, b.status, b.service_name, b.resource_name, b.seats, b.customer_name, b.local_starts_at, b.local_ends_at,
  i.id AS invoice_id, i.number AS invoice_number, q.id AS quotation_id, q.number AS quotation_number,
  q.valid_until, o.outcome AS quotation_outcome, w.answer AS quotation_answer
FROM booking AS b
LEFT JOIN document AS i ON i.tenant_id = b.tenant_id AND i.booking_id = b.id AND i.type_code = '380'
LEFT JOIN document AS q ON q.tenant_id = b.tenant_id AND q.booking_id = b.id AND q.kind = 'quotation'
LEFT JOIN quotation_outcome AS o ON o.tenant_id = q.tenant_id AND o.quotation_id = q.id
LEFT JOIN quotation_answer AS w ON w.tenant_id = q.tenant_id AND w.quotation_id = q.id
WHERE b.tenant_id = ?1 AND b.starts_at >= ?2 AND b.starts_at < ?3 AND (?4 = '' OR b.status = ?4)
  AND (?5 = '' OR instr(lower(b.customer_name), lower(?5)) > 0 OR instr(lower(b.reference), lower(?5)) > 0
    OR instr(lower(b.service_name), lower(?5)) > 0 OR instr(lower(b.resource_name), lower(?5)) > 0
    OR EXISTS (SELECT 1 FROM contact AS c WHERE c.tenant_id = b.tenant_id AND c.id = b.contact_id AND instr(lower(c.email), lower(?5)) > 0)
    OR EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id AND instr(lower(d.number), lower(?5)) > 0))
ORDER BY b.starts_at DESC, b.id DESC LIMIT CAST(?6 AS INTEGER) OFFSET CAST(?7 AS INTEGER)
