-- ?1 tenant_id, ?2 endpoint id
SELECT e.id, e.url, e.description, e.events, e.secret, e.secret_set_at, e.previous_until, e.disabled_at, e.disabled_because, e.failing_since,
  e.version, e.created_at
FROM webhook_endpoint AS e WHERE e.tenant_id = ?1 AND e.id = ?2
