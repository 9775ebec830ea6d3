-- ?1 tenant_id, ?2 id; a draft that was never stored is deleted too
DELETE FROM draft WHERE tenant_id = ?1 AND id = ?2
