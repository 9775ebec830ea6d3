-- ?1 tenant_id; documents keep theirs
DELETE FROM sales_conditions WHERE tenant_id = ?1
