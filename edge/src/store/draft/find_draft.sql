-- ?1 tenant_id, ?2 id; one row in any case: the draft, and whether a document has this handle
SELECT d.version, d.form, d.updated_at, EXISTS (SELECT 1 FROM document AS i WHERE i.tenant_id = ?1 AND i.id = ?2) AS is_issued
FROM (SELECT 1) AS one LEFT JOIN draft AS d ON d.tenant_id = ?1 AND d.id = ?2
