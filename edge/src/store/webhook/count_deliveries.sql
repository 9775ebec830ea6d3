-- ?1 tenant_id, ?2 endpoint id
SELECT count(*) AS rows FROM webhook_delivery AS d WHERE d.tenant_id = ?1 AND d.endpoint_id = ?2
