-- ?1 tenant; every series, the latest year first, with its first document
SELECT s.tenant_id, s.kind, s.year, s.prefix, s.next_number, s.set_at,
  (SELECT d.number FROM document AS d WHERE d.tenant_id = s.tenant_id AND d.kind = s.kind AND d.year = s.year ORDER BY d.sequence LIMIT 1) AS first_number,
  (SELECT d.issue_date FROM document AS d WHERE d.tenant_id = s.tenant_id AND d.kind = s.kind AND d.year = s.year ORDER BY d.sequence LIMIT 1) AS first_date
FROM number_series AS s WHERE s.tenant_id = ?1 ORDER BY s.year DESC, s.kind
