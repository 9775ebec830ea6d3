-- ?1 tenant_id, ?2 endpoint id, ?3 now, ?4 since when nothing may have succeeded; one that only fails is switched off
UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, ?3),
  disabled_at = iif(disabled_at IS NULL AND failing_since <= ?4, ?3, disabled_at),
  disabled_because = iif(disabled_at IS NULL AND failing_since <= ?4, 'failing', disabled_because)
WHERE tenant_id = ?1 AND id = ?2
