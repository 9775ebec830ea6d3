-- ?1 tenant_id, ?2 endpoint id; the work of the outbox for it
DELETE FROM outbox WHERE tenant_id = ?1 AND subject_id = ?2 AND task = 'call_webhook'
