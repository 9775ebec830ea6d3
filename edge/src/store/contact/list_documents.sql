-- ?1 tenant_id, ?2 contact, ?3 rows; the latest first, with those of contacts that were merged into it
SELECT d.id, d.kind, d.number, d.issue_date, d.due_date, d.valid_until, d.currency, d.total_with_vat, o.outcome, q.answer, a.total, a.credited, a.paid, a.cash_discount,
  d.source, y.sent_by, y.state AS delivery_state, y.sent_at, y.is_compliant, y.reason AS delivery_reason
FROM document AS d
LEFT JOIN quotation_outcome AS o ON o.tenant_id = d.tenant_id AND o.quotation_id = d.id
LEFT JOIN quotation_answer AS q ON q.tenant_id = d.tenant_id AND q.quotation_id = d.id
LEFT JOIN invoice_balance AS a ON a.tenant_id = d.tenant_id AND a.document_id = d.id
JOIN document_delivery AS y ON y.tenant_id = d.tenant_id AND y.document_id = d.id
WHERE d.tenant_id = ?1 AND d.contact_id IN (SELECT m.id FROM contact AS m WHERE m.tenant_id = ?1 AND (m.id = ?2 OR m.merged_into = ?2))
ORDER BY d.issue_date DESC, d.created_at DESC, d.number DESC LIMIT CAST(?3 AS INTEGER)
