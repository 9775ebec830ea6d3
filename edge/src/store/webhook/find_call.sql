-- ?1 tenant_id, ?2 endpoint id, ?3 message id
SELECT e.url, e.secret, e.previous_secret, e.previous_until, e.disabled_at, m.payload
FROM webhook_delivery AS d
JOIN webhook_endpoint AS e ON e.tenant_id = d.tenant_id AND e.id = d.endpoint_id
JOIN webhook_message AS m ON m.tenant_id = d.tenant_id AND m.id = d.message_id
WHERE d.tenant_id = ?1 AND d.endpoint_id = ?2 AND d.message_id = ?3
