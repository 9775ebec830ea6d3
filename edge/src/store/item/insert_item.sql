-- ?1 tenant_id, ?2 id, ?3 code, ?4 description, ?5 text, ?6 unit_code, ?7 unit_price, ?8 vat_code, ?9 created_at
INSERT INTO item (tenant_id, id, code, description, text, unit_code, unit_price, vat_code, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
