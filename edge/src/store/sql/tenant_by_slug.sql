-- ?1 slug; the tenant (tenant_id) with its settings
SELECT id AS tenant_id, slug, name, settings_version, time_zone, locale, currency, accent, legal_name, legal_form, registration, vat_identifier,
  street, postal_code, city, country, email, phone, iban, bic, recurring_allowed, repeat_invoicing, auto_invoice, payment_terms, payment_terms_value,
  quote_validity_days, cash_discount_percentage, cash_discount_days, sales_invoicing,
  (SELECT l.content FROM letterhead AS l WHERE l.tenant_id = tenant.id) AS letterhead
FROM tenant WHERE slug = ?1
