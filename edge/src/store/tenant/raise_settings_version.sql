-- ?1 tenant; answers tenant_id and slug, under which isolates remember the tenant
UPDATE tenant SET settings_version = settings_version + 1 WHERE id = ?1 RETURNING id AS tenant_id, slug
