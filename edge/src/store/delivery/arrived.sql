-- ?1 tenant, ?2 document, ?3 state: delivered or failed, ?4 reason or ''
UPDATE delivery SET state = ?3, reason = ?4
WHERE tenant_id = ?1 AND document_id = ?2 AND channel = 'peppol' AND purpose = 'original' AND state = 'sent'
