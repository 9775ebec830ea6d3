-- ?1 tenant: tenant_id is the key of this table
SELECT t.id AS tenant_id, t.cash_discount_percentage, t.cash_discount_days FROM tenant AS t WHERE t.id = ?1
