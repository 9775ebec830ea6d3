-- ?1 tenant_id, ?2 idempotency key, ?3 id at the provider, ?4 id of the message or NULL
UPDATE access_point_document SET state = 'accepted', provider_id = ?3, message_id = ?4
WHERE tenant_id = ?1 AND idempotency_key = ?2 AND state = 'started'
