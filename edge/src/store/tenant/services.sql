-- ?1 slug; active services in the tenant's order
SELECT id, slug, name, description, duration_minutes, slot_interval_minutes, align_to_hour, buffer_before_minutes, buffer_after_minutes,
  minimum_notice_minutes, booking_window_days, capacity, price, vat_included, vat_category, vat_rate, vat_exemption_reason, payment_terms, payment_terms_value
FROM service WHERE tenant_id = (SELECT id FROM tenant WHERE slug = ?1) AND active = 1 ORDER BY position, id
