-- ?1 tenant, ?2 search in number and buyer or '', ?3 rows, ?4 rows to skip
SELECT d.id, d.number, d.issue_date, d.due_date, d.buyer_name, d.total_with_vat, d.amount_due, d.source,
  d.booking_id, b.reference AS booking_reference
FROM document AS d JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
WHERE d.tenant_id = ?1 AND d.kind = 'invoice'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
ORDER BY d.year DESC, d.sequence DESC LIMIT CAST(?3 AS INTEGER) OFFSET CAST(?4 AS INTEGER)
