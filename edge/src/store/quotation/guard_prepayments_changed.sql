-- ?1 tenant_id, ?2 quotation id, ?3 how many prepayment invoices and credit notes of them the decision knew; aborts if there are others by now
INSERT INTO guard (reason) SELECT 'prepayments_changed'
WHERE (SELECT count(*) FROM prepayment AS p WHERE p.tenant_id = ?1 AND p.quotation_id = ?2)
  + (SELECT count(*) FROM prepayment AS p JOIN document AS c ON c.tenant_id = p.tenant_id AND c.corrects_id = p.document_id
    WHERE p.tenant_id = ?1 AND p.quotation_id = ?2) IS NOT CAST(?3 AS INTEGER)
