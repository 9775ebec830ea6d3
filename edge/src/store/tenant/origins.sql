-- ?1 slug; the sites that may embed the tenant's widget
SELECT origin FROM allowed_origin WHERE tenant_id = (SELECT id FROM tenant WHERE slug = ?1) ORDER BY origin
