-- ?1 tenant_id
SELECT count(*) AS rows FROM draft WHERE tenant_id = ?1
