-- ?1 tenant_id, ?2 id, ?3 e-mail address or NULL; a merged contact gives its address to the one that it became
UPDATE contact SET email = NULL WHERE tenant_id = ?1 AND merged_into = ?2 AND email = ?3
