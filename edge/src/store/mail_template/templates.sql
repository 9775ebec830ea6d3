-- ?1 tenant_id; every text of the tenant's own
SELECT kind, language, subject, body, version FROM mail_template WHERE tenant_id = ?1 ORDER BY kind, language
