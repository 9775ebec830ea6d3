-- ?1 tenant_id, ?2 kind, ?3 year, ?4 prefix, ?5 first number, ?6 now; refused where the series has begun, and where another kind has the prefix
INSERT INTO number_series (tenant_id, kind, year, prefix, next_number, set_at)
VALUES (?1, ?2, CAST(?3 AS INTEGER), ?4, CAST(?5 AS INTEGER), ?6)
