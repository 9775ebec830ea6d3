-- ?1 tenant_id, ?2 id, ?3 document_id, ?4 paid_on, ?5 amount in cents, ?6 method, ?7 note, ?8 created_at
-- The trigger payment_exceeds_due refuses more than is due.
INSERT INTO payment (tenant_id, id, document_id, paid_on, amount, method, note, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
