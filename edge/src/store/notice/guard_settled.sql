-- ?1 tenant_id, ?2 document id; no row while nothing of the invoice is due, an abort named lease_lost otherwise: a payment was undone since the work began
INSERT INTO guard (reason) SELECT 'lease_lost' WHERE EXISTS (SELECT 1 FROM invoice_balance AS b
  WHERE b.tenant_id = ?1 AND b.document_id = ?2 AND b.total - b.credited - b.paid - b.cash_discount > 0)
