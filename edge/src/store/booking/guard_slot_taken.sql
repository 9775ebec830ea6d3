-- no values; directly after insert_booking (tenant_id stands there): no row stored means that no resource is free
INSERT INTO guard (reason) SELECT 'slot_taken' WHERE changes() = 0
