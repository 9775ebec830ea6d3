-- ?1 tenant_id, ?2 endpoint id
DELETE FROM webhook_delivery WHERE tenant_id = ?1 AND endpoint_id = ?2
