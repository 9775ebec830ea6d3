-- ?1 tenant, ?2 document
SELECT sent_by, state AS delivery_state, sent_at, is_compliant, reason AS delivery_reason FROM document_delivery WHERE tenant_id = ?1 AND document_id = ?2
