-- ?1 tenant_id, ?2 booking id; the slot is free again
DELETE FROM busy WHERE tenant_id = ?1 AND booking_id = ?2
