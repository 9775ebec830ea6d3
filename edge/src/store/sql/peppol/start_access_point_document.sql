-- ?1 tenant_id, ?2 idempotency key, ?3 provider, ?4 id at the provider or NULL, ?5 now
INSERT INTO access_point_document (tenant_id, idempotency_key, provider, provider_id, state, attempted_at)
VALUES (?1, ?2, ?3, ?4, 'started', ?5)
ON CONFLICT (tenant_id, idempotency_key) DO UPDATE SET provider = excluded.provider, provider_id = excluded.provider_id,
  attempted_at = excluded.attempted_at
