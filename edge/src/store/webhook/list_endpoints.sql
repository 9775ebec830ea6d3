-- ?1 tenant_id; every webhook, the oldest first
SELECT e.id, e.url, e.description, e.events, e.secret, e.secret_set_at, e.previous_until, e.disabled_at, e.disabled_because, e.failing_since,
  e.version, e.created_at
FROM webhook_endpoint AS e WHERE e.tenant_id = ?1 ORDER BY e.created_at, e.id
