-- ?1 tenant, ?2 search in number and buyer or '', ?3 first day of issue or '', ?4 last day or '', ?5 rows, ?6 how sent or ''
SELECT d.id, d.number, d.issue_date, d.buyer_name, json_extract(d.content, '$.content.buyer.vat_identifier') AS buyer_vat, d.currency,
  d.total_without_vat, d.vat_total, d.total_with_vat, d.amount_due, k.reference AS booking_reference, i.number AS invoice_number,
  y.sent_by, y.state AS delivery_state, y.sent_at, y.is_compliant, y.reason AS delivery_reason
FROM document AS d
JOIN document AS i ON i.tenant_id = d.tenant_id AND i.id = d.corrects_id
JOIN document_delivery AS y ON y.tenant_id = d.tenant_id AND y.document_id = d.id
LEFT JOIN booking AS k ON k.tenant_id = d.tenant_id AND k.id = d.booking_id
WHERE d.tenant_id = ?1 AND d.kind = 'credit_note'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
  AND (?3 = '' OR d.issue_date >= ?3) AND (?4 = '' OR d.issue_date <= ?4)
  AND (?6 = '' OR ?6 = y.sent_by)
ORDER BY d.year DESC, d.sequence DESC LIMIT CAST(?5 AS INTEGER)
