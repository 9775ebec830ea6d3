-- ?1 tenant: tenant_id is the key of all three tables; what a new document shows of who sends it
SELECT t.id AS tenant_id, t.settings_version, t.locale, t.accent, t.legal_name, t.legal_form, t.registration, t.vat_identifier,
  t.street, t.postal_code, t.city, t.country, t.email, t.phone, t.iban, t.bic, l.content AS letterhead,
  s.sha256 AS conditions_sha256, s.file_name AS conditions_file_name, s.pages AS conditions_pages, s.is_default AS conditions_is_default
FROM tenant AS t LEFT JOIN letterhead AS l ON l.tenant_id = t.id LEFT JOIN sales_conditions AS s ON s.tenant_id = t.id WHERE t.id = ?1
