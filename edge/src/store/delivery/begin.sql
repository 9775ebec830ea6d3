-- ?1 tenant, ?2 document, ?3 channel, ?4 purpose, ?5 recipient, ?6 is_compliant, ?7 provider, ?8 now. What was begun or sent before stays as it is
INSERT INTO delivery (tenant_id, document_id, channel, purpose, state, recipient, is_compliant, provider, created_at)
SELECT ?1, ?2, ?3, ?4, 'sending', ?5, CAST(?6 AS INTEGER), ?7, ?8
WHERE NOT EXISTS (SELECT 1 FROM delivery AS d WHERE d.tenant_id = ?1 AND d.document_id = ?2 AND d.channel = ?3 AND d.purpose = ?4)
