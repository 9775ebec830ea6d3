-- ?1 tenant_id, ?2 booking id, ?3 the sequence that the decision knew, ?4 starts_at, ?5 ends_at, ?6 time_zone, ?7 local_starts_at, ?8 local_ends_at,
-- ?9 JSON list of resource ids that offer this start, the present one first, ?10 busy_from, ?11 busy_until, ?12 start and ?13 end in UTC seconds, ?14 capacity
-- Takes the first free resource; its own busy row is gone by now. No row means that none is free or that the booking is another one by now.
UPDATE booking SET resource_id = free.id, resource_name = free.name, starts_at = ?4, ends_at = ?5, time_zone = ?6, local_starts_at = ?7, local_ends_at = ?8,
  first_ends_at = coalesce(booking.first_ends_at, booking.ends_at), sequence = booking.sequence + 1
FROM (SELECT r.id, r.name FROM json_each(?9) AS candidate JOIN resource AS r ON r.tenant_id = ?1 AND r.id = candidate.value
  JOIN booking AS own ON own.tenant_id = ?1 AND own.id = ?2
  WHERE NOT EXISTS (SELECT 1 FROM busy AS b WHERE b.tenant_id = ?1 AND b.resource_id = r.id
      AND b.busy_from > CAST(?10 AS INTEGER) - 172800 AND b.busy_from < CAST(?11 AS INTEGER) AND b.busy_until > CAST(?10 AS INTEGER)
      AND NOT (b.service_id = own.service_id AND b.starts_at = CAST(?12 AS INTEGER) AND b.ends_at = CAST(?13 AS INTEGER)))
    AND own.seats + (SELECT coalesce(sum(b.seats), 0) FROM busy AS b WHERE b.tenant_id = ?1 AND b.resource_id = r.id
      AND b.busy_from > CAST(?10 AS INTEGER) - 172800 AND b.busy_from < CAST(?11 AS INTEGER)
      AND b.service_id = own.service_id AND b.starts_at = CAST(?12 AS INTEGER) AND b.ends_at = CAST(?13 AS INTEGER)) <= CAST(?14 AS INTEGER)
  ORDER BY candidate.key LIMIT 1) AS free
WHERE booking.tenant_id = ?1 AND booking.id = ?2 AND booking.status = 'confirmed' AND booking.sequence = CAST(?3 AS INTEGER)
