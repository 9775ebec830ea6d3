-- ?1 tenant, ?2 booking; the invoice, if there is one, comes first
SELECT d.tenant_id, d.id, d.kind, d.year, d.sequence, d.number, d.booking_id, d.contact_id, b.reference AS booking_reference, b.status AS booking_status,
  d.issue_date, d.due_date, d.valid_until, d.buyer_name, d.currency, d.total_without_vat, d.vat_total, d.total_with_vat,
  d.amount_due, d.content, d.source, d.created_at, d.link_expires_on, coalesce(l.version, 1) AS link_version, o.outcome,
  o.ended_at, q.id AS quotation_id, q.number AS quotation_number, i.id AS invoice_id, i.number AS invoice_number,
  d.corrects_id, k.number AS corrects_number, a.answer, a.answered_by, a.name AS answer_name, a.remark AS answer_remark, a.answered_at,
  t.id AS taken_off_id, t.number AS taken_off_number, coalesce(u.credited < u.total, 0) AS taken_off_stands,
  v.total, v.credited, v.paid, v.cash_discount
FROM document AS d
LEFT JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
LEFT JOIN document_link AS l ON l.tenant_id = d.tenant_id AND l.document_id = d.id
LEFT JOIN quotation_outcome AS o ON o.tenant_id = d.tenant_id AND o.quotation_id = d.id
LEFT JOIN quotation_answer AS a ON a.tenant_id = d.tenant_id AND a.quotation_id = d.id
LEFT JOIN prepayment AS p ON p.tenant_id = d.tenant_id AND p.document_id = d.id
LEFT JOIN document AS q ON q.tenant_id = d.tenant_id AND q.id = coalesce(d.quotation_id, p.quotation_id)
LEFT JOIN prepayment_deduction AS x ON x.tenant_id = d.tenant_id AND x.prepayment_id = d.id
LEFT JOIN document AS t ON t.tenant_id = x.tenant_id AND t.id = x.invoice_id
LEFT JOIN invoice_balance AS u ON u.tenant_id = x.tenant_id AND u.document_id = x.invoice_id
LEFT JOIN invoice_balance AS v ON v.tenant_id = d.tenant_id AND v.document_id = d.id
LEFT JOIN document AS i ON i.tenant_id = d.tenant_id AND i.quotation_id = d.id
LEFT JOIN document AS k ON k.tenant_id = d.tenant_id AND k.id = d.corrects_id
WHERE d.tenant_id = ?1 AND d.booking_id = ?2
ORDER BY d.type_code IS '380' DESC, d.kind = 'quotation' DESC, d.sequence
