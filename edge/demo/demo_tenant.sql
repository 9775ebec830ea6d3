-- The demo tenant: a Belgian cleaning company. Applied by `npm start` and loaded by native tests; applying it again changes nothing.
INSERT INTO tenant (id, slug, name, time_zone, locale, currency, accent, legal_name, legal_form, registration, vat_identifier, street, postal_code, city, country,
  email, phone, iban, bic, auto_invoice, payment_terms, quote_validity_days)
VALUES ('demo', 'demo', 'Helder Schoonmaak', 'Europe/Brussels', 'en-BE', 'EUR', '#0F5F57', 'Helder Schoonmaak BV', 'BV, RPR Gent', '0202239951', 'BE0202239951',
  'Coupure Links 12', '9000', 'Gent', 'BE', 'hallo@helder.example', '+32 9 000 00 00', 'BE68539007547034', NULL, 1, 'no_payment', 30)
ON CONFLICT (id) DO NOTHING;

INSERT INTO service (tenant_id, id, slug, name, description, position, duration_minutes, slot_interval_minutes, buffer_after_minutes, minimum_notice_minutes,
  booking_window_days, capacity, price, vat_included, vat_category, vat_rate)
VALUES
  ('demo', 'home-cleaning', 'home-cleaning', 'Home cleaning', 'Two hours: kitchen, bathroom, floors and dust, in the order you like best.', 1, 120, 60, 30, 720, 90, 1, 6500, 1, 'S', '21'),
  ('demo', 'window-cleaning', 'window-cleaning', 'Window cleaning', 'Inside and outside with pure water, frames and sills included.', 2, 60, 30, 15, 720, 90, 1, 4500, 1, 'S', '21'),
  ('demo', 'office-cleaning', 'office-cleaning', 'Office cleaning', 'Three hours for desks, meeting rooms, kitchenette and bins. For companies, price without VAT.', 3, 180, 60, 30, 1440, 90, 1, 12000, 0, 'S', '21')
ON CONFLICT (tenant_id, id) DO NOTHING;

INSERT INTO resource (tenant_id, id, name, position) VALUES ('demo', 'nora', 'Nora', 1), ('demo', 'tom', 'Tom', 2)
ON CONFLICT (tenant_id, id) DO NOTHING;

INSERT INTO service_resource (tenant_id, service_id, resource_id) VALUES
  ('demo', 'home-cleaning', 'nora'), ('demo', 'home-cleaning', 'tom'), ('demo', 'window-cleaning', 'nora'), ('demo', 'window-cleaning', 'tom'),
  ('demo', 'office-cleaning', 'tom')
ON CONFLICT (tenant_id, service_id, resource_id) DO NOTHING;

INSERT INTO opening_hours (tenant_id, resource_id, weekday, opens, closes) VALUES
  ('demo', '', 1, '08:00', '12:00'), ('demo', '', 1, '13:00', '18:00'), ('demo', '', 2, '08:00', '12:00'), ('demo', '', 2, '13:00', '18:00'),
  ('demo', '', 3, '08:00', '12:00'), ('demo', '', 3, '13:00', '18:00'), ('demo', '', 4, '08:00', '12:00'), ('demo', '', 4, '13:00', '18:00'),
  ('demo', '', 5, '08:00', '12:00'), ('demo', '', 5, '13:00', '17:00'), ('demo', '', 6, '09:00', '13:00'),
  ('demo', 'tom', 1, '08:00', '18:00'), ('demo', 'tom', 2, '08:00', '18:00'), ('demo', 'tom', 3, '08:00', '18:00'), ('demo', 'tom', 4, '08:00', '18:00'),
  ('demo', 'tom', 5, '08:00', '17:00')
ON CONFLICT (tenant_id, resource_id, weekday, opens) DO NOTHING;

-- Items of the demo tenant: what a cleaning firm sells beside its services, and a text.
INSERT INTO item (tenant_id, id, code, description, text, unit_code, unit_price, vat_code, created_at) VALUES
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a1', 'CLEAN-H', 'Cleaning, per hour', 'Products and equipment included.', 'HUR', '32.00', '21', '2026-01-05T08:00:00Z'),
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a2', 'CLEAN-M2', 'Cleaning of offices, per m²', '', 'MTK', '0.4250', '21', '2026-01-05T08:00:00Z'),
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a3', 'CALL-OUT', 'Call-out within 15 km', '', 'LS', '25.00', '21', '2026-01-05T08:00:00Z'),
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a4', 'KM', 'Travel beyond 15 km', '', 'KMT', '0.4297', '21', '2026-01-05T08:00:00Z'),
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a5', 'CLOTH-10', 'Microfibre cloths, pack of 10', '', 'SET', '14.90', '21', '2026-01-05T08:00:00Z'),
  ('demo', '01936d5e-7c3a-7b1e-8f2a-0000000000a6', 'SITE', 'After building works', 'Dust and residue are removed within ten working days of the end of the works. Waste of other trades is not included.', NULL, NULL, NULL, '2026-01-05T08:00:00Z')
ON CONFLICT (tenant_id, id) DO NOTHING;
