-- ?1 tenant_id, ?2 id, ?3 document_id, ?4 reversed_at; a payment that is reversed already stays as it is
INSERT INTO payment_reversal (tenant_id, payment_id, reversed_at)
SELECT p.tenant_id, p.id, ?4 FROM payment AS p WHERE p.tenant_id = ?1 AND p.id = ?2 AND p.document_id = ?3
  AND NOT EXISTS (SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id)
