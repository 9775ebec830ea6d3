-- ?1 name of the newest migration; wrangler's list of what it applied
SELECT id FROM d1_migrations WHERE name = ?1
