-- ?1 tenant_id, ?2 id, ?3 kind, ?4 contact_id, ?5 form, ?6 total in cents, ?7 now; after guard_draft_changed in the same batch
INSERT INTO draft (tenant_id, id, version, kind, contact_id, form, total, created_at, updated_at) VALUES (?1, ?2, 1, ?3, ?4, ?5, CAST(?6 AS INTEGER), ?7, ?7)
ON CONFLICT (tenant_id, id) DO UPDATE SET version = version + 1, kind = excluded.kind, contact_id = excluded.contact_id, form = excluded.form,
  total = excluded.total, updated_at = excluded.updated_at
