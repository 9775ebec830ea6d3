-- ?1 tenant_id, ?2 id, ?3 now, ?4 why; one that is off stays off for its first reason
UPDATE webhook_endpoint SET disabled_at = ?3, disabled_because = ?4, version = version + 1
WHERE tenant_id = ?1 AND id = ?2 AND disabled_at IS NULL
