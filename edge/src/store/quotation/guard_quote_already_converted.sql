-- ?1 tenant_id, ?2 quotation id; aborts if the quotation has ended, either way
INSERT INTO guard (reason) SELECT 'quote_already_converted'
WHERE EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = ?1 AND o.quotation_id = ?2)
