-- ?1 tenant_id, ?2 lease, ?3 JSON list of ids; ends the lease of rows that nobody has begun, as if there had been none
UPDATE outbox SET lease = NULL, leased_until = NULL, attempts = max(attempts - 1, 0)
  WHERE tenant_id = ?1 AND id IN (SELECT value FROM json_each(?3)) AND lease = ?2 AND done_at IS NULL AND dead_at IS NULL
