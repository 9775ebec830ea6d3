-- ?1 tenant_id, ?2 number of the document; answers its latest sending
SELECT sending, provider, company_id, provider_id, message_id, state, attempted_at FROM access_point_document
WHERE tenant_id = ?1 AND number = ?2 ORDER BY sending DESC LIMIT 1
