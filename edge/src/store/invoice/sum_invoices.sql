-- ?1 tenant, ?2 search in number and buyer or '', ?3 state or '', ?4 today, ?5 first day of issue or '', ?6 last day or '', ?7 how sent or ''
SELECT count(*) AS rows, coalesce(sum(d.total_with_vat), 0) AS total_with_vat,
  coalesce(sum(b.credited), 0) AS credited, coalesce(sum(b.paid), 0) AS paid, coalesce(sum(b.due), 0) AS due
FROM document AS d JOIN invoice_state AS b ON b.tenant_id = d.tenant_id AND b.document_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'invoice'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
  AND (?5 = '' OR d.issue_date >= ?5) AND (?6 = '' OR d.issue_date <= ?6)
  AND (?3 = '' OR ?3 = iif(d.due_date < ?4, b.state_when_late, b.state_in_time))
  AND (?7 = '' OR ?7 = (SELECT y.sent_by FROM document_delivery AS y WHERE y.tenant_id = d.tenant_id AND y.document_id = d.id))
