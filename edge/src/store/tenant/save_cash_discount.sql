-- ?1 tenant, ?2 percentage, empty for none, ?3 days, NULL to keep them; answers tenant_id
UPDATE tenant SET cash_discount_percentage = ?2, cash_discount_days = COALESCE(CAST(?3 AS INTEGER), cash_discount_days)
WHERE id = ?1 RETURNING id AS tenant_id
