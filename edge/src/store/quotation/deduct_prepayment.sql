-- ?1 tenant_id, ?2 id of the prepayment invoice, ?3 id of the final invoice that takes it off
INSERT INTO prepayment_deduction (tenant_id, prepayment_id, invoice_id) VALUES (?1, ?2, ?3)
