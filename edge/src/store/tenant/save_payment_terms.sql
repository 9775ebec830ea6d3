-- ?1 tenant, ?2 kind, ?3 value; answers tenant_id
UPDATE tenant SET payment_terms = ?2, payment_terms_value = ?3 WHERE id = ?1 RETURNING id AS tenant_id
