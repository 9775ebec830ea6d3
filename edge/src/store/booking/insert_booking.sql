-- ?1 tenant_id, ?2 id, ?3 request_hash, ?4 reference, ?5 contact email (of the one that stayed, where it was merged), ?6 service_id, ?7 service_name, ?8 seats, ?9 starts_at, ?10 ends_at,
-- ?11 time_zone, ?12 local_starts_at, ?13 local_ends_at, ?14 language, ?15 customer, ?16 customer_name, ?17 notes, ?18 created_at,
-- ?19 JSON list of resource ids that offer this start, ?20 busy_from, ?21 busy_until, ?22 start and ?23 end in UTC seconds, ?24 capacity
-- Takes the free resource with the least work around that time; no row means that none is free, and the guard after it aborts.
INSERT INTO booking (tenant_id, id, request_hash, reference, status, contact_id, service_id, service_name, resource_id, resource_name, seats,
  starts_at, ends_at, time_zone, local_starts_at, local_ends_at, language, customer, customer_name, notes, created_at)
SELECT ?1, ?2, ?3, ?4, 'confirmed', (SELECT coalesce(c.merged_into, c.id) FROM contact AS c WHERE c.tenant_id = ?1 AND c.email = ?5), ?6, ?7, r.id, r.name, CAST(?8 AS INTEGER),
  ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18
FROM json_each(?19) AS candidate JOIN resource AS r ON r.tenant_id = ?1 AND r.id = candidate.value
WHERE NOT EXISTS (SELECT 1 FROM busy AS b WHERE b.tenant_id = ?1 AND b.resource_id = r.id
    AND b.busy_from > CAST(?20 AS INTEGER) - 172800 AND b.busy_from < CAST(?21 AS INTEGER) AND b.busy_until > CAST(?20 AS INTEGER)
    AND NOT (b.service_id = ?6 AND b.starts_at = CAST(?22 AS INTEGER) AND b.ends_at = CAST(?23 AS INTEGER)))
  AND CAST(?8 AS INTEGER) + (SELECT coalesce(sum(b.seats), 0) FROM busy AS b WHERE b.tenant_id = ?1 AND b.resource_id = r.id
    AND b.busy_from > CAST(?20 AS INTEGER) - 172800 AND b.busy_from < CAST(?21 AS INTEGER)
    AND b.service_id = ?6 AND b.starts_at = CAST(?22 AS INTEGER) AND b.ends_at = CAST(?23 AS INTEGER)) <= CAST(?24 AS INTEGER)
ORDER BY (SELECT count(*) FROM busy AS b WHERE b.tenant_id = ?1 AND b.resource_id = r.id
    AND b.busy_from > CAST(?20 AS INTEGER) - 43200 AND b.busy_from < CAST(?21 AS INTEGER) + 43200), candidate.key
LIMIT 1
RETURNING resource_name
