-- ?1 tenant_id
DELETE FROM access_point WHERE tenant_id = ?1
