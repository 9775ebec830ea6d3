-- ?1 tenant_id, ?2 id, ?3 url, ?4 description, ?5 JSON array of types, ?6 version that the form showed; another address starts without failures
UPDATE webhook_endpoint SET failing_since = iif(url = ?3, failing_since, NULL), url = ?3, description = ?4, events = ?5, version = version + 1
WHERE tenant_id = ?1 AND id = ?2 AND version = CAST(?6 AS INTEGER)
RETURNING id
