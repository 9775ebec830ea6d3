-- ?1 document id, the public handle; the caller checks the link's MAC, which covers tenant_id
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, d.quotation_id, d.issue_date, d.due_date, d.valid_until, d.content, d.source,
  d.created_at, d.link_expires_on, coalesce((SELECT l.version FROM document_link AS l WHERE l.tenant_id = d.tenant_id AND l.document_id = d.id), 1) AS link_version,
  (SELECT f.sha256 FROM document_file AS f WHERE f.tenant_id = d.tenant_id AND f.document_id = d.id) AS pdf_sha256,
  (SELECT substr(max(e.at), 1, 10) FROM document_event AS e WHERE e.tenant_id = d.tenant_id AND e.document_id = d.id AND e.kind = 'opened') AS opened_on,
  (SELECT o.outcome FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id) AS outcome,
  (SELECT i.id FROM document AS i WHERE i.tenant_id = d.tenant_id AND i.quotation_id = d.id) AS invoice_id,
  (SELECT i.link_expires_on FROM document AS i WHERE i.tenant_id = d.tenant_id AND i.quotation_id = d.id) AS invoice_link_expires_on,
  (SELECT l.version FROM document AS i JOIN document_link AS l ON l.tenant_id = i.tenant_id AND l.document_id = i.id
    WHERE i.tenant_id = d.tenant_id AND i.quotation_id = d.id) AS invoice_link_version,
  d.amount_due, coalesce(a.credited, 0) AS credited, coalesce(a.paid, 0) AS paid, coalesce(a.cash_discount, 0) AS cash_discount,
  (SELECT b.status FROM booking AS b WHERE b.tenant_id = d.tenant_id AND b.id = d.booking_id) AS booking_status,
  t.accent, t.time_zone, w.answer, w.answered_by, w.name AS answer_name, w.remark AS answer_remark, w.answered_at
FROM document AS d JOIN tenant AS t ON t.id = d.tenant_id
LEFT JOIN quotation_answer AS w ON w.tenant_id = d.tenant_id AND w.quotation_id = d.id
LEFT JOIN invoice_balance AS a ON a.tenant_id = d.tenant_id AND a.document_id = d.id WHERE d.id = ?1
