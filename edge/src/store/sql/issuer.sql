-- ?1 tenant: tenant_id is the key of this table; what a new document shows of who sends it
SELECT t.id AS tenant_id, t.settings_version, t.accent, t.legal_name, t.legal_form, t.registration, t.vat_identifier,
  t.street, t.postal_code, t.city, t.country, t.email, t.phone, t.iban, t.bic
FROM tenant AS t WHERE t.id = ?1
