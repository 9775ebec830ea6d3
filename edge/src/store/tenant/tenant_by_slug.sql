-- ?1 slug; the tenant (tenant_id) with its settings
SELECT t.id AS tenant_id, t.slug, t.name, t.settings_version, t.time_zone, t.locale, t.currency, t.accent, t.legal_name, t.legal_form, t.registration,
  t.vat_identifier, t.street, t.postal_code, t.city, t.country, t.email, t.phone, t.iban, t.bic, t.recurring_allowed, t.repeat_invoicing, t.auto_invoice,
  t.payment_terms, t.payment_terms_value, t.quote_validity_days, t.cash_discount_percentage, t.cash_discount_days, t.sales_invoicing, l.content AS letterhead,
  s.sha256 AS conditions_sha256, s.file_name AS conditions_file_name, s.pages AS conditions_pages, s.is_default AS conditions_is_default
FROM tenant AS t LEFT JOIN letterhead AS l ON l.tenant_id = t.id LEFT JOIN sales_conditions AS s ON s.tenant_id = t.id WHERE t.slug = ?1
