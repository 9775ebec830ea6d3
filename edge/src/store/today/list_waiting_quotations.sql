-- ?1 tenant, ?2 rows; what is accepted stands first, then the one whose service comes first
SELECT d.id, d.number, d.valid_until, d.buyer_name, d.total_with_vat, b.service_name, b.local_starts_at, b.local_ends_at, a.answer
FROM document AS d
LEFT JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
LEFT JOIN quotation_answer AS a ON a.tenant_id = d.tenant_id AND a.quotation_id = d.id
WHERE d.tenant_id = ?1 AND d.kind = 'quotation'
  AND NOT EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id)
ORDER BY a.answer IS NULL, b.starts_at IS NULL, b.starts_at, d.year, d.sequence LIMIT CAST(?2 AS INTEGER)
