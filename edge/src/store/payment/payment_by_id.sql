-- ?1 tenant_id, ?2 id
SELECT p.id, p.document_id, p.paid_on, p.amount, p.method, p.note, p.cash_discount, p.created_at,
  (SELECT r.reversed_at FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id) AS reversed_at
FROM payment AS p WHERE p.tenant_id = ?1 AND p.id = ?2
