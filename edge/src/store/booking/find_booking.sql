-- ?1 tenant, ?2 booking
SELECT b.id, b.reference, b.status, b.service_name, b.resource_name, b.seats, b.starts_at, b.ends_at, b.sequence, b.time_zone, b.local_starts_at,
  b.local_ends_at, b.language, b.customer, b.customer_name, b.notes, b.created_at, b.cancelled_at, b.cancelled_by, b.link_version, b.first_ends_at,
  (SELECT coalesce(c.merged_into, c.id) FROM contact AS c WHERE c.tenant_id = b.tenant_id AND c.id = b.contact_id) AS contact_id
FROM booking AS b WHERE b.tenant_id = ?1 AND b.id = ?2
