-- ?1 tenant_id, ?2 booking id
SELECT tenant_id, id, request_hash, reference, status, service_id, service_name, resource_name, seats, starts_at, ends_at, time_zone,
  local_starts_at, local_ends_at, language, customer, customer_name, notes, sequence, created_at, cancelled_at, cancelled_by, link_version, first_ends_at,
  (SELECT max(m.moved_at) FROM booking_move AS m WHERE m.tenant_id = booking.tenant_id AND m.booking_id = booking.id) AS moved_at
FROM booking WHERE tenant_id = ?1 AND id = ?2
