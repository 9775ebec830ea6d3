-- ?1 tenant_id, ?2 id; the contact that it became, where it was merged
SELECT c.id, c.kind, c.name, c.contact_person, c.vat_identifier, c.email, c.phone, c.street, c.postal_code, c.city, c.country, c.language,
  c.version, c.created_at
FROM contact AS m JOIN contact AS c ON c.tenant_id = m.tenant_id AND c.id = coalesce(m.merged_into, m.id)
WHERE m.tenant_id = ?1 AND m.id = ?2
