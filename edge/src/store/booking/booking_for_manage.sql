-- ?1 tenant_id, ?2 booking id; what the manage page shows, with the tenant's name and colour
SELECT b.tenant_id, b.id, b.request_hash, b.reference, b.status, b.service_id, b.service_name, b.resource_name, b.seats, b.starts_at, b.ends_at, b.time_zone,
  b.local_starts_at, b.local_ends_at, b.language, b.customer, b.customer_name, b.notes, b.sequence, b.created_at, b.cancelled_at, b.cancelled_by, b.link_version, b.first_ends_at,
  (SELECT max(m.moved_at) FROM booking_move AS m WHERE m.tenant_id = b.tenant_id AND m.booking_id = b.id) AS moved_at,
  t.slug AS tenant_slug, t.name AS tenant_name, t.accent, t.email AS tenant_email, t.phone AS tenant_phone
FROM booking AS b JOIN tenant AS t ON t.id = b.tenant_id WHERE b.tenant_id = ?1 AND b.id = ?2
