-- ?1 tenant, ?2 search in number and buyer or '', ?3 state or '', ?4 today, ?5 first day of issue or '', ?6 last day or '', ?7 how sent or '', ?8 rows, ?9 rows to skip
SELECT d.id, d.number, d.type_code, d.issue_date, d.due_date, d.buyer_name, json_extract(d.content, '$.content.buyer.vat_identifier') AS buyer_vat,
  d.currency, d.total_without_vat, d.vat_total, d.total_with_vat, d.year, d.sequence, d.source, d.booking_id, k.reference AS booking_reference,
  b.total, b.credited, b.paid, b.cash_discount, y.sent_by, y.state AS delivery_state, y.sent_at, y.is_compliant, y.reason AS delivery_reason
FROM document AS d
LEFT JOIN booking AS k ON k.tenant_id = d.tenant_id AND k.id = d.booking_id
JOIN invoice_state AS b ON b.tenant_id = d.tenant_id AND b.document_id = d.id
JOIN document_delivery AS y ON y.tenant_id = d.tenant_id AND y.document_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'invoice'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
  AND (?5 = '' OR d.issue_date >= ?5) AND (?6 = '' OR d.issue_date <= ?6)
  AND (?3 = '' OR ?3 = iif(d.due_date < ?4, b.state_when_late, b.state_in_time))
  AND (?7 = '' OR ?7 = y.sent_by)
ORDER BY d.year DESC, d.sequence DESC LIMIT CAST(?8 AS INTEGER) OFFSET CAST(?9 AS INTEGER)
