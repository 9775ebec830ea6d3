-- ?1 tenant_id, ?2 settings version of the decision; aborts the batch as settings_changed, a missing tenant included
INSERT INTO guard (reason) SELECT 'settings_changed'
WHERE (SELECT settings_version FROM tenant AS t WHERE t.id = ?1) IS NOT CAST(?2 AS INTEGER) -- tenant_id is t.id
