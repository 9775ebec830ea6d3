-- ?1 tenant_id, ?2 booking id, ?3 the sequence that the decision knew; aborts if the booking was moved or cancelled meanwhile
INSERT INTO guard (reason) SELECT 'booking_moved'
WHERE (SELECT b.sequence FROM booking AS b WHERE b.tenant_id = ?1 AND b.id = ?2) IS NOT CAST(?3 AS INTEGER)
