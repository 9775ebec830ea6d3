-- ?1 tenant_id, ?2 kind; the tenant's own texts of a kind
SELECT kind, language, subject, body, version FROM mail_template WHERE tenant_id = ?1 AND kind = ?2
