-- ?1 tenant_id, ?2 VAT code: how many items use it, archived ones included
SELECT count(*) AS rows FROM item AS i WHERE i.tenant_id = ?1 AND i.vat_code = ?2
