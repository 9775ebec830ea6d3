-- ?1 tenant, ?2 document, ?3 rows
SELECT at, kind, detail FROM document_event WHERE tenant_id = ?1 AND document_id = ?2 ORDER BY at DESC, rowid DESC LIMIT CAST(?3 AS INTEGER)
