-- ?1 tenant, ?2 document, ?3 at, ?4 kind, ?5 detail. The same thing is told once
INSERT INTO document_event (tenant_id, document_id, at, kind, detail)
SELECT ?1, ?2, ?3, ?4, ?5
WHERE NOT EXISTS (SELECT 1 FROM document_event AS e WHERE e.tenant_id = ?1 AND e.document_id = ?2 AND e.at = ?3 AND e.kind = ?4 AND e.detail = ?5)
