-- ?1 tenant, ?2 document, ?3 at, ?4 detail. A document that waits is looked up again and again: what was told last is not told again
INSERT INTO document_event (tenant_id, document_id, at, kind, detail)
SELECT ?1, ?2, ?3, 'looked_up', ?4
WHERE ?4 IS NOT (SELECT iif(e.kind = 'looked_up', e.detail, NULL) FROM document_event AS e WHERE e.tenant_id = ?1 AND e.document_id = ?2 ORDER BY e.at DESC, e.rowid DESC LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM document_event AS e WHERE e.tenant_id = ?1 AND e.document_id = ?2 AND e.at = ?3 AND e.kind = 'looked_up' AND e.detail = ?4)
