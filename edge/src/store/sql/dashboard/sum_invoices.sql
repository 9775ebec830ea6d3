-- ?1 tenant, ?2 search in number and buyer or ''
SELECT count(*) AS rows, coalesce(sum(d.total_with_vat), 0) AS total_with_vat, coalesce(sum(d.amount_due), 0) AS amount_due
FROM document AS d WHERE d.tenant_id = ?1 AND d.kind = 'invoice'
  AND (?2 = '' OR instr(lower(d.number), lower(?2)) > 0 OR instr(lower(d.buyer_name), lower(?2)) > 0)
