-- ?1 tenant, ?2 search in number, buyer and number of the invoice, or '', ?3 how sent or '', ?4 rows, ?5 rows to skip
SELECT d.id, d.number, d.issue_date, d.buyer_name, d.amount_due, i.id AS invoice_id, i.number AS invoice_number,
  y.sent_by, y.state AS delivery_state, y.sent_at, y.is_compliant, y.reason AS delivery_reason
FROM document AS d JOIN document AS i ON i.tenant_id = d.tenant_id AND i.id = d.corrects_id
JOIN document_delivery AS y ON y.tenant_id = d.tenant_id AND y.document_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'credit_note'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0 OR instr(lower(i.number), lower(?2)) > 0)
  AND (?3 = '' OR ?3 = y.sent_by)
ORDER BY d.year DESC, d.sequence DESC LIMIT CAST(?4 AS INTEGER) OFFSET CAST(?5 AS INTEGER)
