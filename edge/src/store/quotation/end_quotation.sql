-- ?1 tenant_id, ?2 quotation id, ?3 outcome, ?4 ended_at
INSERT INTO quotation_outcome (tenant_id, quotation_id, outcome, ended_at) VALUES (?1, ?2, ?3, ?4)
