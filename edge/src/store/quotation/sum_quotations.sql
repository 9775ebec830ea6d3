-- ?1 tenant, ?2 search in number and buyer or '', ?3 state or '', ?4 today, ?5 how sent or ''
SELECT count(*) AS rows, coalesce(sum(d.total_with_vat), 0) AS total_with_vat
FROM document AS d
LEFT JOIN quotation_outcome AS o ON o.tenant_id = d.tenant_id AND o.quotation_id = d.id
LEFT JOIN quotation_answer AS a ON a.tenant_id = d.tenant_id AND a.quotation_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'quotation'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
  AND (?3 = '' OR ?3 = coalesce(o.outcome, a.answer, iif(d.valid_until < ?4, 'expired', 'open')))
  AND (?5 = '' OR ?5 = (SELECT y.sent_by FROM document_delivery AS y WHERE y.tenant_id = d.tenant_id AND y.document_id = d.id))
