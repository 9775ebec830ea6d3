-- ?1 tenant_id, ?2 endpoint id, ?3 created before; what is under way stays
DELETE FROM webhook_delivery WHERE tenant_id = ?1 AND endpoint_id = ?2 AND created_at < ?3 AND state <> 'waiting'
