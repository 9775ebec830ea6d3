-- ?1 tenant_id, ?2 kind, ?3 year, ?4 prefix of the very first series; takes the next number, given back if the batch fails
-- A new year goes on with the prefix of the year before.
INSERT INTO number_series (tenant_id, kind, year, prefix, next_number)
SELECT ?1, ?2, CAST(?3 AS INTEGER), coalesce((SELECT s.prefix FROM number_series AS s
  WHERE s.tenant_id = ?1 AND s.kind = ?2 AND s.year < CAST(?3 AS INTEGER) ORDER BY s.year DESC LIMIT 1), ?4), 2 WHERE true
ON CONFLICT (tenant_id, kind, year) DO UPDATE SET next_number = next_number + 1
