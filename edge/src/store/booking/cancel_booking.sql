-- ?1 tenant_id, ?2 booking id, ?3 cancelled_at, ?4 by whom: customer or admin
UPDATE booking SET status = 'cancelled', cancelled_at = ?3, cancelled_by = ?4, sequence = sequence + 1
WHERE tenant_id = ?1 AND id = ?2 AND status = 'confirmed'
