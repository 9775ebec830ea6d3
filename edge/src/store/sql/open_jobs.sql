-- ?1 created before this instant; work of every tenant (tenant_id) that the queue did not do, oldest first
SELECT tenant_id, id AS outbox_id, document_id FROM outbox WHERE done_at IS NULL AND created_at <= ?1 AND attempts < 20 ORDER BY created_at LIMIT 50
