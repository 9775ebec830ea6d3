-- ?1 tenant_id, ?2 id
UPDATE webhook_endpoint SET disabled_at = NULL, disabled_because = NULL, failing_since = NULL, version = version + 1
WHERE tenant_id = ?1 AND id = ?2 AND disabled_at IS NOT NULL
