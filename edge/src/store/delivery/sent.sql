-- ?1 tenant, ?2 document, ?3 channel, ?4 purpose, ?5 its name at the access point or '', ?6 now
UPDATE delivery SET state = 'sent', provider_id = ?5, sent_at = ?6, reason = ''
WHERE tenant_id = ?1 AND document_id = ?2 AND channel = ?3 AND purpose = ?4 AND state = 'sending'
