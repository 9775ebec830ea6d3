-- ?1 tenant_id, ?2 endpoint id, ?3 rows, ?4 rows before; the newest first
SELECT d.message_id, d.state, d.attempts, d.status, d.answer, d.attempted_at, d.created_at, m.type, m.payload, o.due_at AS next_at
FROM webhook_delivery AS d JOIN webhook_message AS m ON m.tenant_id = d.tenant_id AND m.id = d.message_id
LEFT JOIN outbox AS o ON o.tenant_id = d.tenant_id AND o.id = 'call_webhook:' || d.endpoint_id || ':' || d.message_id
  AND o.done_at IS NULL AND o.dead_at IS NULL
WHERE d.tenant_id = ?1 AND d.endpoint_id = ?2
ORDER BY d.created_at DESC, d.message_id LIMIT CAST(?3 AS INTEGER) OFFSET CAST(?4 AS INTEGER)
