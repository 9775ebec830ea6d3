-- ?1 tenant_id, ?2 id, ?3 kind, ?4 name, ?5 contact_person, ?6 vat_identifier, ?7 email, ?8 phone, ?9 street, ?10 postal_code, ?11 city, ?12 country,
-- ?13 language, ?14 sort_name, ?15 search_text; after guard_changed in the same batch
UPDATE contact SET kind = ?3, name = ?4, contact_person = ?5, vat_identifier = ?6, email = ?7, phone = ?8, street = ?9, postal_code = ?10, city = ?11,
  country = ?12, language = ?13, sort_name = ?14, search_text = ?15, version = version + 1
WHERE tenant_id = ?1 AND id = ?2
