-- ?1 tenant: tenant_id is the key of this table
SELECT t.id AS tenant_id, t.settings_version, t.sales_invoicing, t.recurring_allowed, t.repeat_invoicing, t.auto_invoice, t.convert_on_acceptance, t.payment_terms, t.payment_terms_value,
  t.cash_discount_percentage, t.cash_discount_days
FROM tenant AS t WHERE t.id = ?1
