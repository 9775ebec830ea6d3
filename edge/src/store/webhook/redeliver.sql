-- ?1 tenant_id, ?2 endpoint id, ?3 message id; after redeliver_work
UPDATE webhook_delivery SET state = 'waiting' WHERE tenant_id = ?1 AND endpoint_id = ?2 AND message_id = ?3 AND state <> 'waiting'
