-- ?1 tenant_id, ?2 booking id; oldest first, each with its outcome and the invoice it became
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, d.quotation_id, d.issue_date, d.due_date, d.valid_until, d.content, d.source,
  d.created_at, d.link_expires_on, coalesce((SELECT l.version FROM document_link AS l WHERE l.tenant_id = d.tenant_id AND l.document_id = d.id), 1) AS link_version,
  (SELECT o.outcome FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id) AS outcome,
  (SELECT i.id FROM document AS i WHERE i.tenant_id = d.tenant_id AND i.quotation_id = d.id) AS invoice_id
FROM document AS d WHERE d.tenant_id = ?1 AND d.booking_id = ?2 ORDER BY d.created_at, d.kind DESC
