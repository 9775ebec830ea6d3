-- ?1 tenant, ?2 document, ?3 channel, ?4 purpose, ?5 recipient, ?6 provider. What was not sent yet is tried again, perhaps to another address
UPDATE delivery SET state = 'sending', recipient = ?5, provider = ?6
WHERE tenant_id = ?1 AND document_id = ?2 AND channel = ?3 AND purpose = ?4 AND state IN ('sending', 'refused')
