-- ?1 tenant_id, ?2 booking id, ?3 how many invoices of the booking the decision knew; aborts if there are others by now
INSERT INTO guard (reason) SELECT 'booking_invoiced'
WHERE (SELECT count(*) FROM document AS d WHERE d.tenant_id = ?1 AND d.booking_id = ?2 AND d.kind = 'invoice') IS NOT CAST(?3 AS INTEGER)
