-- ?1 tenant, ?2 registered name, ?3 company form, ?4 enterprise number, ?5 VAT number, ?6 street, ?7 postal code, ?8 city, ?9 country, ?10 e-mail, ?11 phone, ?12 IBAN, ?13 BIC or NULL; answers tenant_id
UPDATE tenant SET legal_name = ?2, legal_form = ?3, registration = ?4, vat_identifier = ?5, street = ?6, postal_code = ?7, city = ?8, country = ?9,
  email = ?10, phone = ?11, iban = ?12, bic = ?13
WHERE id = ?1 RETURNING id AS tenant_id
