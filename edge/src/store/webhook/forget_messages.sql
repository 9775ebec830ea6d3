-- ?1 tenant_id, ?2 created before; what some webhook still shows stays, and that an invoice is paid, which is told once
DELETE FROM webhook_message WHERE tenant_id = ?1 AND created_at < ?2 AND type <> 'invoice.paid'
  AND NOT EXISTS (SELECT 1 FROM webhook_delivery AS d WHERE d.tenant_id = ?1 AND d.message_id = webhook_message.id)
