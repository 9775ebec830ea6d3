-- ?1 tenant, ?2 document. The contact of the document as it is today, after a merge the survivor
SELECT c.kind, c.email FROM document AS d
JOIN contact AS f ON f.tenant_id = d.tenant_id AND f.id = d.contact_id
JOIN contact AS c ON c.tenant_id = f.tenant_id AND c.id = coalesce(f.merged_into, f.id)
WHERE d.tenant_id = ?1 AND d.id = ?2
