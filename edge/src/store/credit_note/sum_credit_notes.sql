-- ?1 tenant, ?2 search in number, buyer and number of the invoice, or '', ?3 how sent or ''
SELECT count(*) AS rows, coalesce(sum(d.amount_due), 0) AS amount_credited
FROM document AS d JOIN document AS i ON i.tenant_id = d.tenant_id AND i.id = d.corrects_id
WHERE d.tenant_id = ?1 AND d.kind = 'credit_note'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0 OR instr(lower(i.number), lower(?2)) > 0)
  AND (?3 = '' OR ?3 = (SELECT y.sent_by FROM document_delivery AS y WHERE y.tenant_id = d.tenant_id AND y.document_id = d.id))
