-- ?1 tenant_id, ?2 quotation id or booking id; prepayment invoices, then their credit notes, by number
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, d.quotation_id, d.issue_date, d.due_date, d.valid_until, d.content, d.source,
  d.created_at, d.link_expires_on, coalesce((SELECT l.version FROM document_link AS l WHERE l.tenant_id = d.tenant_id AND l.document_id = d.id), 1) AS link_version,
  NULL AS outcome, NULL AS invoice_id
FROM document AS q
JOIN prepayment AS p ON p.tenant_id = q.tenant_id AND p.quotation_id = q.id
JOIN document AS d ON d.tenant_id = p.tenant_id AND (d.id = p.document_id OR d.corrects_id = p.document_id)
WHERE q.tenant_id = ?1 AND (q.id = ?2 OR q.booking_id = ?2) AND q.kind = 'quotation' ORDER BY d.kind DESC, d.year, d.sequence
