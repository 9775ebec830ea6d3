-- ?1 tenant_id, ?2 booking id or the id of a document of it; when the booking takes place now
SELECT b.id, b.sequence, b.reference, b.starts_at, b.ends_at, b.local_starts_at, b.local_ends_at, b.time_zone FROM booking AS b
WHERE b.tenant_id = ?1 AND b.id = coalesce((SELECT d.booking_id FROM document AS d WHERE d.tenant_id = ?1 AND d.id = ?2), ?2)
