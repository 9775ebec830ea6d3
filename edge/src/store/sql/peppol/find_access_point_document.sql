-- ?1 tenant_id, ?2 idempotency key
SELECT provider, provider_id, message_id, state, attempted_at FROM access_point_document WHERE tenant_id = ?1 AND idempotency_key = ?2
