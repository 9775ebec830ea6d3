-- ?1 tenant_id, ?2 endpoint id, ?3 message id, ?4 now; nothing for a delivery that is under way
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT d.tenant_id, 'call_webhook:' || d.endpoint_id || ':' || d.message_id, 'call_webhook', d.endpoint_id, json_object('message', d.message_id), '', ?4, ?4
FROM webhook_delivery AS d WHERE d.tenant_id = ?1 AND d.endpoint_id = ?2 AND d.message_id = ?3 AND d.state <> 'waiting'
ON CONFLICT (tenant_id, id) DO UPDATE SET due_at = excluded.due_at, attempts = 0, done_at = NULL, dead_at = NULL, last_error = NULL, lease = NULL, leased_until = NULL
