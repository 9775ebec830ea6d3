-- ?1 tenant_id, ?2 number of the document, ?3 sending; nobody can say what became of it
UPDATE access_point_document SET state = 'lost'
WHERE tenant_id = ?1 AND number = ?2 AND sending = CAST(?3 AS INTEGER) AND state = 'started'
