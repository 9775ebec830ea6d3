-- no values; directly after cancel_booking (tenant_id stands there): no row changed means that it is cancelled already
INSERT INTO guard (reason) SELECT 'booking_already_cancelled' WHERE changes() = 0
