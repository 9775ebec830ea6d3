-- ?1 tenant_id, ?2 invoice id; oldest first
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, d.quotation_id, d.issue_date, d.due_date, d.valid_until, d.content, d.source,
  d.created_at, d.link_expires_on, coalesce((SELECT l.version FROM document_link AS l WHERE l.tenant_id = d.tenant_id AND l.document_id = d.id), 1) AS link_version,
  NULL AS outcome, NULL AS invoice_id
FROM document AS d WHERE d.tenant_id = ?1 AND d.corrects_id = ?2 AND d.kind = 'credit_note' ORDER BY d.year, d.sequence
