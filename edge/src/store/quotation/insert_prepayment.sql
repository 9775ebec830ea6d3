-- ?1 tenant_id, ?2 document id of the prepayment invoice, ?3 quotation id
-- The trigger prepayment_exceeds_quotation judges it.
INSERT INTO prepayment (tenant_id, document_id, quotation_id) VALUES (?1, ?2, ?3)
