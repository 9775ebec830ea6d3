-- ?1 tenant_id, ?2 number of the document, ?3 sending; what was not sent this time is tried again as the same sending
DELETE FROM access_point_document WHERE tenant_id = ?1 AND number = ?2 AND sending = CAST(?3 AS INTEGER) AND state = 'started'
