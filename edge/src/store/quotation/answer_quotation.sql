-- ?1 tenant_id, ?2 quotation id, ?3 accepted or declined, ?4 by customer or admin, ?5 name, ?6 remark, ?7 answered_at
-- The trigger quotation_has_ended refuses it after the end, the key a second time.
INSERT INTO quotation_answer (tenant_id, quotation_id, answer, answered_by, name, remark, answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
