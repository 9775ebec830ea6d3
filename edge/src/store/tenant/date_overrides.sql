-- ?1 slug, ?2 first civil date that still matters
SELECT resource_id, date, opens, closes FROM date_override
WHERE tenant_id = (SELECT id FROM tenant WHERE slug = ?1) AND date >= ?2 ORDER BY resource_id, date, opens
