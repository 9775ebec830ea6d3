-- ?1 tenant_id, ?2 invoice id, ?3 how many credit notes the decision knew; aborts if there are others by now
INSERT INTO guard (reason) SELECT 'credited_meanwhile'
WHERE (SELECT count(*) FROM document AS d WHERE d.tenant_id = ?1 AND d.corrects_id = ?2) IS NOT CAST(?3 AS INTEGER)
