-- ?1 tenant_id, ?2 id, ?3 code, ?4 description, ?5 text, ?6 unit_code, ?7 unit_price, ?8 vat_code, ?9 version that the form showed; answers the row if it still was that version
UPDATE item SET code = ?3, description = ?4, text = ?5, unit_code = ?6, unit_price = ?7, vat_code = ?8, version = version + 1
WHERE tenant_id = ?1 AND id = ?2 AND version = CAST(?9 AS INTEGER) RETURNING id
