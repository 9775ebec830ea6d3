-- ?1 tenant_id, ?2 booking_id, ?3 start, ?4 end, ?5 busy_from, ?6 busy_until in UTC seconds, ?7 capacity
INSERT INTO busy (tenant_id, resource_id, booking_id, service_id, starts_at, ends_at, busy_from, busy_until, seats, capacity)
SELECT b.tenant_id, b.resource_id, b.id, b.service_id, ?3, ?4, ?5, ?6, b.seats, ?7 FROM booking AS b WHERE b.tenant_id = ?1 AND b.id = ?2
