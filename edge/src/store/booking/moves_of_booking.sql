-- ?1 tenant_id, ?2 booking id; the moves in order
SELECT from_local_starts_at, from_local_ends_at, from_resource_name, local_starts_at, local_ends_at, moved_at, moved_by
FROM booking_move WHERE tenant_id = ?1 AND booking_id = ?2 ORDER BY sequence
