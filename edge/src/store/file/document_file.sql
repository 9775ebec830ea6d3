-- ?1 tenant_id, ?2 document
SELECT sha256, size, created_at FROM document_file WHERE tenant_id = ?1 AND document_id = ?2
