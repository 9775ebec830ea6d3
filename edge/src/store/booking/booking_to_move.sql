-- ?1 tenant_id, ?2 booking id; what a move is decided from. A cancelled booking is busy no more, so its busy interval is empty.
SELECT b.id, b.reference, b.status, b.service_id, b.service_name, b.resource_id, b.resource_name, b.seats, b.starts_at, b.ends_at,
  b.local_starts_at, b.local_ends_at, b.time_zone, b.sequence, b.language, b.customer_name, y.busy_from, y.busy_until,
  (SELECT count(*) FROM document AS d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id AND d.kind = 'invoice') AS invoices
FROM booking AS b LEFT JOIN busy AS y ON y.tenant_id = b.tenant_id AND y.booking_id = b.id
WHERE b.tenant_id = ?1 AND b.id = ?2
