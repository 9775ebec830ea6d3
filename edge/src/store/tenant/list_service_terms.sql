-- ?1 tenant
SELECT name, payment_terms, payment_terms_value FROM service WHERE tenant_id = ?1 AND active = 1 ORDER BY position, id
