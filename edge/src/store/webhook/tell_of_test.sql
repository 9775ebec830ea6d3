-- ?1 tenant_id, ?2 endpoint id, ?3 id of the test, made with its form, ?4 when; nothing for a webhook that is off
INSERT INTO webhook_message (tenant_id, id, type, payload, created_at)
SELECT e.tenant_id, 'msg_webhook_test_' || ?3, 'webhook.test',
  json_object('type', 'webhook.test', 'timestamp', ?4, 'version', 1, 'business', t.slug, 'data', json_object('id', ?3)), ?4
FROM webhook_endpoint AS e JOIN tenant AS t ON t.id = e.tenant_id
WHERE e.tenant_id = ?1 AND e.id = ?2 AND e.disabled_at IS NULL
ON CONFLICT DO NOTHING
