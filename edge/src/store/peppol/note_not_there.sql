-- ?1 tenant_id, ?2 document, ?3 sending that a person did not find at the access point. Nothing while the document is being sent
UPDATE access_point_document SET state = 'not_sent'
WHERE tenant_id = ?1 AND number = (SELECT d.number FROM document AS d WHERE d.tenant_id = ?1 AND d.id = ?2) AND sending = CAST(?3 AS INTEGER)
  AND state = 'lost' AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.tenant_id = ?1 AND o.id = 'send_document:' || ?2
    AND o.done_at IS NULL AND o.dead_at IS NULL)
