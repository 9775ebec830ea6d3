-- ?1 tenant_id, ?2 document_id; no row for a document that is no invoice
SELECT b.total, b.credited, b.paid, b.cash_discount, b.discount_left, b.pay_by FROM invoice_balance AS b WHERE b.tenant_id = ?1 AND b.document_id = ?2
