-- ?1 tenant, ?2 document, ?3 at, ?4 the day of it. Once a day
INSERT INTO document_event (tenant_id, document_id, at, kind)
SELECT ?1, ?2, ?3, 'opened'
WHERE NOT EXISTS (SELECT 1 FROM document_event AS e WHERE e.tenant_id = ?1 AND e.document_id = ?2 AND e.kind = 'opened' AND substr(e.at, 1, 10) = ?4)
