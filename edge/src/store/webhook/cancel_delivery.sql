-- ?1 tenant_id, ?2 endpoint id, ?3 message id; it was not sent, because the webhook is off
UPDATE webhook_delivery SET state = 'cancelled' WHERE tenant_id = ?1 AND endpoint_id = ?2 AND message_id = ?3
