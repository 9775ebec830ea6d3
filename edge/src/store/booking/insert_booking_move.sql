-- ?1 tenant_id, ?2 booking id, ?3 the sequence that the decision knew, ?4 starts_at, ?5 local_starts_at, ?6 local_ends_at, ?7 moved_at, ?8 by whom: customer or admin
-- Before the booking is moved, because it keeps what it is moved from.
INSERT INTO booking_move (tenant_id, booking_id, sequence, from_starts_at, from_local_starts_at, from_local_ends_at, from_resource_name,
  starts_at, local_starts_at, local_ends_at, moved_at, moved_by)
SELECT b.tenant_id, b.id, b.sequence + 1, b.starts_at, b.local_starts_at, b.local_ends_at, b.resource_name, ?4, ?5, ?6, ?7, ?8
FROM booking AS b WHERE b.tenant_id = ?1 AND b.id = ?2 AND b.status = 'confirmed' AND b.sequence = CAST(?3 AS INTEGER)
