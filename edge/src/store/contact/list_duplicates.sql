-- ?1 tenant_id, ?2 id, ?3 rows; who has the same VAT number or the same name
SELECT c.id, c.kind, c.name, c.contact_person, c.vat_identifier, c.email, c.phone, c.street, c.postal_code, c.city, c.country, c.language,
  c.version, c.created_at
FROM contact AS k JOIN contact AS c ON c.tenant_id = k.tenant_id AND c.merged_into IS NULL AND c.id <> k.id
  AND (c.vat_identifier = k.vat_identifier OR c.sort_name = k.sort_name)
WHERE k.tenant_id = ?1 AND k.id = ?2 ORDER BY c.sort_name, c.id LIMIT CAST(?3 AS INTEGER)
