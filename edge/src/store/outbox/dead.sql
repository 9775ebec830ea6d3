-- ?1 tenant, ?2 rows, ?3 rows to skip
SELECT o.id, o.task, o.subject_id, o.attempts, o.last_error, o.dead_at, o.created_at, d.id AS document_id, d.number AS document_number,
  k.id AS booking_id, k.reference AS booking_reference
FROM outbox AS o
LEFT JOIN document AS d ON d.tenant_id = o.tenant_id AND d.id = o.subject_id
LEFT JOIN booking AS k ON k.tenant_id = o.tenant_id AND k.id = o.subject_id
WHERE o.tenant_id = ?1 AND o.dead_at IS NOT NULL
ORDER BY o.dead_at DESC, o.id LIMIT CAST(?2 AS INTEGER) OFFSET CAST(?3 AS INTEGER)
