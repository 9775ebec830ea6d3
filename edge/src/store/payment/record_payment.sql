-- ?1 tenant_id, ?2 id, ?3 document_id, ?4 paid_on, ?5 amount in cents, ?6 method, ?7 note, ?8 created_at, ?9 cash_discount in cents
-- The triggers payment_exceeds_due and cash_discount_not_earned judge it.
INSERT INTO payment (tenant_id, id, document_id, paid_on, amount, method, note, created_at, cash_discount)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
