-- ?1 tenant, ?2 document
SELECT channel, purpose, state, recipient, is_compliant, provider, provider_id, reason, created_at, sent_at
FROM delivery WHERE tenant_id = ?1 AND document_id = ?2 ORDER BY created_at, purpose
