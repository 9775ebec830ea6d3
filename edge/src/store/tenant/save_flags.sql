-- ?1 tenant, ?2 recurring bookings allowed, ?3 recurring option, ?4 automatic invoice, ?5 invoice on acceptance; answers tenant_id
UPDATE tenant SET recurring_allowed = CAST(?2 AS INTEGER), repeat_invoicing = ?3, auto_invoice = CAST(?4 AS INTEGER),
  convert_on_acceptance = CAST(?5 AS INTEGER)
WHERE id = ?1 RETURNING id AS tenant_id
