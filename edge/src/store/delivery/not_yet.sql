-- ?1 tenant, ?2 document, ?3 channel, ?4 purpose, ?5 state: sending or refused, ?6 reason
UPDATE delivery SET state = ?5, reason = ?6
WHERE tenant_id = ?1 AND document_id = ?2 AND channel = ?3 AND purpose = ?4 AND state = 'sending'
