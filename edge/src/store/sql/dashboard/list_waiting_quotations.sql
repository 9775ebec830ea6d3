-- ?1 tenant, ?2 rows; the one whose service comes first stands first
SELECT d.id, d.number, d.valid_until, d.buyer_name, d.total_with_vat, d.booking_id, b.service_name, b.local_starts_at, b.local_ends_at
FROM document AS d
JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
WHERE d.tenant_id = ?1 AND d.kind = 'quotation'
  AND NOT EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id)
ORDER BY b.starts_at, d.sequence LIMIT CAST(?2 AS INTEGER)
