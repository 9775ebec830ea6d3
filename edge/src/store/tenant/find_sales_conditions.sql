-- ?1 tenant_id; one row, also where there are none
SELECT t.settings_version, c.sha256, c.file_name, c.pages, c.is_default, f.size
FROM tenant AS t LEFT JOIN sales_conditions AS c ON c.tenant_id = t.id LEFT JOIN file AS f ON f.tenant_id = c.tenant_id AND f.sha256 = c.sha256
WHERE t.id = ?1
