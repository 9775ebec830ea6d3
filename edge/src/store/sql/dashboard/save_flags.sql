-- ?1 tenant, ?2 recurring bookings allowed, ?3 recurring option, ?4 automatic invoice; answers tenant_id
UPDATE tenant SET recurring_allowed = CAST(?2 AS INTEGER), repeat_invoicing = ?3, auto_invoice = CAST(?4 AS INTEGER)
WHERE id = ?1 RETURNING id AS tenant_id
