-- ?1 slug; the present version of the settings
SELECT id AS tenant_id, settings_version FROM tenant WHERE slug = ?1
