-- ?1 tenant_id, ?2 code, ?3 valid_from, ?4 1 to remove it only where no item uses the code; answers the removed row
DELETE FROM vat_code WHERE tenant_id = ?1 AND code = ?2 AND valid_from = ?3
  AND (CAST(?4 AS INTEGER) = 0 OR NOT EXISTS (SELECT 1 FROM item AS i WHERE i.tenant_id = ?1 AND i.vat_code = ?2))
RETURNING code
