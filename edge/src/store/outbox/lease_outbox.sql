-- ?1 tenant_id, ?2 lease, ?3 leased until, ?4 now, ?5 rows; rows of this very lease come again, should the answer have been lost.
-- A row whose lease ran out comes alone: it may be what ended the program, and takes no other row with it a second time.
-- Of all that is due webhooks come last, however long they are due: nobody waits for them, and they may hang.
WITH open AS (SELECT o.id, o.due_at, o.task = 'call_webhook' AS is_webhook, o.lease IS NOT NULL AND o.lease <> ?2 AS has_run_out FROM outbox AS o
    WHERE o.tenant_id = ?1 AND o.done_at IS NULL AND o.dead_at IS NULL AND o.due_at <= ?4 AND (o.leased_until IS NULL OR o.leased_until <= ?4 OR o.lease = ?2)
    ORDER BY o.task = 'call_webhook', o.due_at, o.id LIMIT CAST(?5 AS INTEGER)),
  first AS (SELECT id, has_run_out FROM open ORDER BY is_webhook, due_at, id LIMIT 1)
UPDATE outbox SET attempts = attempts + (lease IS NOT ?2), lease = ?2, leased_until = ?3
  WHERE tenant_id = ?1 AND id IN (SELECT id FROM first UNION SELECT open.id FROM open, first WHERE NOT first.has_run_out AND NOT open.has_run_out)
  RETURNING tenant_id, id, task, subject_id, details, base_url, created_at, due_at, attempts
