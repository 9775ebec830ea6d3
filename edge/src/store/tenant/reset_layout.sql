-- ?1 tenant_id; documents look as they do without a letterhead
DELETE FROM letterhead WHERE tenant_id = ?1
