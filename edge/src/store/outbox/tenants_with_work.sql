-- ?1 now; the tenants (tenant_id) that have work which is due and nobody is doing
SELECT t.id AS tenant_id FROM tenant AS t WHERE EXISTS (SELECT 1 FROM outbox AS o WHERE o.tenant_id = t.id AND o.done_at IS NULL AND o.dead_at IS NULL
  AND o.due_at <= ?1 AND (o.leased_until IS NULL OR o.leased_until <= ?1)) ORDER BY t.id
