-- ?1 tenant_id, ?2 id, ?3 kind, ?4 name, ?5 contact_person, ?6 vat_identifier, ?7 email, ?8 phone, ?9 street, ?10 postal_code, ?11 city, ?12 country,
-- ?13 language, ?14 sort_name, ?15 search_text, ?16 created_at
INSERT INTO contact (tenant_id, id, kind, name, contact_person, vat_identifier, email, phone, street, postal_code, city, country, language,
  sort_name, search_text, created_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
