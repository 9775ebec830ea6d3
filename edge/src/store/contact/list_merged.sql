-- ?1 tenant_id, ?2 contact; who was merged into it
SELECT m.name, m.email FROM contact AS m WHERE m.tenant_id = ?1 AND m.merged_into = ?2 ORDER BY m.sort_name, m.id
