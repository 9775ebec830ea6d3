-- ?1 tenant_id, ?2 endpoint id; what failed before is over
UPDATE webhook_endpoint SET failing_since = NULL WHERE tenant_id = ?1 AND id = ?2 AND failing_since IS NOT NULL
