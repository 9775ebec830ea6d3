-- The states are those of shared::billing::quotation.
-- ?1 tenant, ?2 search in number and buyer or '', ?3 state or '', ?4 today, ?5 how sent or '', ?6 rows, ?7 rows to skip
SELECT d.id, d.number, d.issue_date, d.valid_until, d.buyer_name, d.total_with_vat, d.booking_id,
  b.reference AS booking_reference, o.outcome, a.answer, i.id AS invoice_id, i.number AS invoice_number,
  y.sent_by, y.state AS delivery_state, y.sent_at, y.is_compliant, y.reason AS delivery_reason
FROM document AS d
LEFT JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
LEFT JOIN quotation_outcome AS o ON o.tenant_id = d.tenant_id AND o.quotation_id = d.id
LEFT JOIN quotation_answer AS a ON a.tenant_id = d.tenant_id AND a.quotation_id = d.id
LEFT JOIN document AS i ON i.tenant_id = d.tenant_id AND i.quotation_id = d.id
JOIN document_delivery AS y ON y.tenant_id = d.tenant_id AND y.document_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'quotation'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
  AND (?3 = '' OR ?3 = coalesce(o.outcome, a.answer, iif(d.valid_until < ?4, 'expired', 'open')))
  AND (?5 = '' OR ?5 = y.sent_by)
ORDER BY d.year DESC, d.sequence DESC LIMIT CAST(?6 AS INTEGER) OFFSET CAST(?7 AS INTEGER)
