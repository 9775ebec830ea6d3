-- ?1 tenant_id; answers the access point of a tenant
SELECT provider, company_id, base_url, sealed_key, sealed_secret, key_refused_at, version FROM access_point WHERE tenant_id = ?1
