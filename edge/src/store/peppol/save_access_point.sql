-- ?1 tenant_id, ?2 provider, ?3 company id or NULL, ?4 base address or NULL, ?5 sealed key or NULL, ?6 sealed secret or NULL, ?7 now
INSERT INTO access_point (tenant_id, provider, company_id, base_url, sealed_key, sealed_secret, version, changed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)
ON CONFLICT (tenant_id) DO UPDATE SET provider = excluded.provider, company_id = excluded.company_id, base_url = excluded.base_url,
  sealed_key = excluded.sealed_key, sealed_secret = excluded.sealed_secret, key_refused_at = NULL,
  version = access_point.version + 1, changed_at = excluded.changed_at
