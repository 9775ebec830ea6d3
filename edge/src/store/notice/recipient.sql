-- ?1 tenant_id, ?2 document id; the present address of whom the document is for, also where the contact was merged into another one, what became of its booking, and the day that this was moved to
SELECT coalesce(k.email, c.email) AS email, b.status AS booking_status,
  iif(b.first_ends_at IS NULL, NULL, substr(b.local_starts_at, 1, 10)) AS moved_to FROM document AS d
LEFT JOIN contact AS c ON c.tenant_id = d.tenant_id AND c.id = d.contact_id
LEFT JOIN contact AS k ON k.tenant_id = c.tenant_id AND k.id = c.merged_into
LEFT JOIN booking AS b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
WHERE d.tenant_id = ?1 AND d.id = ?2
