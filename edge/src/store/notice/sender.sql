-- ?1 tenant: its own row, where tenant_id is the id; who writes
SELECT id AS tenant_id, slug, name, time_zone, locale, street, postal_code, city, email, phone FROM tenant WHERE id = ?1
