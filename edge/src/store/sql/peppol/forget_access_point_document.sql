-- ?1 tenant_id, ?2 idempotency key; what was not accepted may be sent as if for the first time
DELETE FROM access_point_document WHERE tenant_id = ?1 AND idempotency_key = ?2 AND state = 'started'
