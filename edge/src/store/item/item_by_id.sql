-- ?1 tenant_id, ?2 id
SELECT i.id, i.code, i.description, i.text, i.unit_code, i.unit_price, i.vat_code, i.version, i.archived_at
FROM item AS i WHERE i.tenant_id = ?1 AND i.id = ?2
