-- ?1 tenant_id, ?2 endpoint id, ?3 id of the test, ?4 when; directly after tell_of_test
INSERT INTO webhook_delivery (tenant_id, endpoint_id, message_id, created_at)
SELECT m.tenant_id, ?2, m.id, ?4 FROM webhook_message AS m
WHERE m.tenant_id = ?1 AND m.id = 'msg_webhook_test_' || ?3
  AND NOT EXISTS (SELECT 1 FROM webhook_delivery AS d WHERE d.tenant_id = ?1 AND d.message_id = m.id)
