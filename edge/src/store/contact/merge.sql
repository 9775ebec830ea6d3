-- ?1 tenant_id, ?2 the contact that stays, ?3 the other one, with all that were merged into it before
UPDATE contact SET merged_into = ?2, version = version + 1 WHERE tenant_id = ?1 AND (id = ?3 OR merged_into = ?3)
