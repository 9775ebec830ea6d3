-- ?1 tenant_id, ?2 base_url, ?3 now; the reminders of every booking that are still to come
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT p.tenant_id, 'send_notice:' || p.booking_id || ':' || p.notice, 'send_notice', p.booking_id, json_object('notice', p.notice), ?2, ?3, p.due_at
FROM reminder_plan AS p WHERE p.tenant_id = ?1 AND p.starts_at > ?3 AND p.due_at > ?3
ON CONFLICT (tenant_id, id) DO NOTHING
