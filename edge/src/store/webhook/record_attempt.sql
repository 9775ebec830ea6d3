-- ?1 tenant_id, ?2 endpoint id, ?3 message id, ?4 state, ?5 status, ?6 answer, ?7 now
UPDATE webhook_delivery SET state = ?4, attempts = attempts + 1, status = CAST(?5 AS INTEGER), answer = ?6, attempted_at = ?7
WHERE tenant_id = ?1 AND endpoint_id = ?2 AND message_id = ?3
