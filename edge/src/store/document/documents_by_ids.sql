-- ?1 tenant_id, ?2 document ids as a JSON array; by number
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, d.quotation_id, d.issue_date, d.due_date, d.valid_until, d.content, d.source,
  d.created_at, d.link_expires_on, coalesce((SELECT l.version FROM document_link AS l WHERE l.tenant_id = d.tenant_id AND l.document_id = d.id), 1) AS link_version,
  (SELECT f.sha256 FROM document_file AS f WHERE f.tenant_id = d.tenant_id AND f.document_id = d.id) AS pdf_sha256,
  NULL AS outcome, NULL AS invoice_id
FROM document AS d WHERE d.tenant_id = ?1 AND d.id IN (SELECT j.value FROM json_each(?2) AS j) ORDER BY d.kind, d.year, d.sequence
