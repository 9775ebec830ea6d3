-- ?1 tenant_id, ?2 kind, ?3 year, ?4 prefix of a new series; takes the next number, given back if the batch fails
INSERT INTO number_series (tenant_id, kind, year, prefix, next_number) VALUES (?1, ?2, ?3, ?4, 2)
ON CONFLICT (tenant_id, kind, year) DO UPDATE SET next_number = next_number + 1
