-- ?1 tenant_id, ?2 id; after its work and its deliveries
DELETE FROM webhook_endpoint WHERE tenant_id = ?1 AND id = ?2
