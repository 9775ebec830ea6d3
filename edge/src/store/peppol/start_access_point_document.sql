-- ?1 tenant_id, ?2 number of the document, ?3 sending, ?4 provider, ?5 company there or '', ?6 id at the provider or NULL, ?7 now
INSERT INTO access_point_document (tenant_id, number, sending, provider, company_id, provider_id, state, attempted_at)
VALUES (?1, ?2, CAST(?3 AS INTEGER), ?4, ?5, ?6, 'started', ?7)
ON CONFLICT (tenant_id, number, sending) DO UPDATE SET provider = excluded.provider, company_id = excluded.company_id,
  provider_id = excluded.provider_id, state = 'started', attempted_at = excluded.attempted_at
