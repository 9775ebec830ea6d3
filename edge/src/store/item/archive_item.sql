-- ?1 tenant_id, ?2 id, ?3 when it was archived, NULL to use it again; an archived item keeps its first time
UPDATE item SET archived_at = iif(?3 IS NULL, NULL, coalesce(archived_at, ?3)), version = version + ((archived_at IS NULL) <> (?3 IS NULL))
WHERE tenant_id = ?1 AND id = ?2 RETURNING id
