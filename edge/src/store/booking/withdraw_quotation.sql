-- ?1 tenant_id, ?2 booking id, ?3 ended_at; withdraws the booking's open quotation, if it has one
INSERT INTO quotation_outcome (tenant_id, quotation_id, outcome, ended_at)
SELECT d.tenant_id, d.id, 'withdrawn', ?3 FROM document AS d
WHERE d.tenant_id = ?1 AND d.booking_id = ?2 AND d.kind = 'quotation'
  AND NOT EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = d.tenant_id AND o.quotation_id = d.id)
