-- ?1 tenant_id, ?2 number of the document, ?3 sending, ?4 id at the provider, ?5 id of the message or NULL
UPDATE access_point_document SET state = 'accepted', provider_id = ?4, message_id = ?5
WHERE tenant_id = ?1 AND number = ?2 AND sending = CAST(?3 AS INTEGER) AND state IN ('started', 'lost')
