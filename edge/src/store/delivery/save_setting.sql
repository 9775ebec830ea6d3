-- ?1 tenant, ?2 kind, ?3 source, ?4 is_automatic
INSERT INTO delivery_setting (tenant_id, kind, source, is_automatic) VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER))
ON CONFLICT (tenant_id, kind, source) DO UPDATE SET is_automatic = excluded.is_automatic
