-- ?1 tenant_id, ?2 kind, ?3 language, ?4 subject, ?5 body: both NULL for the built-in text, ?6 version that the form showed, 0 for none; answers the row if it still was that version
INSERT INTO mail_template (tenant_id, kind, language, subject, body)
SELECT ?1, ?2, ?3, ?4, ?5 WHERE CAST(?6 AS INTEGER) = coalesce((SELECT m.version FROM mail_template AS m WHERE m.tenant_id = ?1 AND m.kind = ?2 AND m.language = ?3), 0)
ON CONFLICT (tenant_id, kind, language) DO UPDATE SET subject = excluded.subject, body = excluded.body, version = version + 1
RETURNING version
