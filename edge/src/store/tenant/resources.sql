-- ?1 slug; active resources in the tenant's order, with the services they perform as a JSON list
SELECT r.id, r.name, (SELECT json_group_array(sr.service_id) FROM service_resource AS sr
  WHERE sr.tenant_id = r.tenant_id AND sr.resource_id = r.id) AS services
FROM resource AS r WHERE r.tenant_id = (SELECT id FROM tenant WHERE slug = ?1) AND r.active = 1 ORDER BY r.position, r.id
