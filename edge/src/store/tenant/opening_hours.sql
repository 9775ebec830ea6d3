-- ?1 slug; weekly hours of the company (resource_id '') and of resources
SELECT resource_id, weekday, opens, closes FROM opening_hours
WHERE tenant_id = (SELECT id FROM tenant WHERE slug = ?1) ORDER BY resource_id, weekday, opens
