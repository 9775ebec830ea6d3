-- ?1 tenant_id, ?2 id of the form, ?3 details, ?4 base_url, ?5 now, ?6 an hour ago, ?7 most within an hour; answers the row, also where the same form came before
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT ?1, 'send_notice:test:' || ?2, 'send_notice', ?2, ?3, ?4, ?5, ?5
WHERE (SELECT count(*) FROM outbox AS o WHERE o.tenant_id = ?1 AND o.id > 'send_notice:test:' AND o.id < 'send_notice:test;' AND o.created_at > ?6) < CAST(?7 AS INTEGER)
  OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.tenant_id = ?1 AND o.id = 'send_notice:test:' || ?2)
ON CONFLICT (tenant_id, id) DO UPDATE SET subject_id = subject_id RETURNING id
