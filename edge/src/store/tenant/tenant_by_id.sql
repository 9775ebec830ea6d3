-- ?1 tenant: tenant_id is the key of all three tables; the columns of tenant_by_slug.sql
SELECT t.id AS tenant_id, t.slug, t.name, t.settings_version, t.time_zone, t.locale, t.currency, t.accent, t.legal_name, t.legal_form, t.registration,
  t.vat_identifier, t.street, t.postal_code, t.city, t.country, t.email, t.phone, t.iban, t.bic, t.sales_invoicing, t.recurring_allowed, t.repeat_invoicing,
  t.auto_invoice, t.convert_on_acceptance, t.payment_terms, t.payment_terms_value, t.quote_validity_days, t.cash_discount_percentage, t.cash_discount_days,
  l.content AS letterhead, s.sha256, s.file_name, s.pages, s.is_default
FROM tenant AS t LEFT JOIN letterhead AS l ON l.tenant_id = t.id LEFT JOIN sales_conditions AS s ON s.tenant_id = t.id WHERE t.id = ?1
