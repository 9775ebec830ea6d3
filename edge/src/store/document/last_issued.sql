-- ?1 tenant_id, ?2 kind, ?3 year; the date of the last document of a series, no row where it has none
SELECT d.issue_date FROM document AS d WHERE d.tenant_id = ?1 AND d.kind = ?2 AND d.year = CAST(?3 AS INTEGER)
ORDER BY d.sequence DESC LIMIT 1
