-- ?1 tenant, ?2 document, ?3 at, ?4 detail, ?5 row of the outbox. Before that row is written; asked for twice is asked for once
INSERT INTO document_event (tenant_id, document_id, at, kind, detail)
SELECT d.tenant_id, d.id, ?3, 'asked', ?4 FROM document AS d
WHERE d.tenant_id = ?1 AND d.id = ?2 AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.tenant_id = ?1 AND o.id = ?5 AND o.dead_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM document_event AS e WHERE e.tenant_id = ?1 AND e.document_id = ?2 AND e.at = ?3 AND e.kind = 'asked' AND e.detail = ?4)
