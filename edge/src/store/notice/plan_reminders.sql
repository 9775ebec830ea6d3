-- ?1 tenant_id, ?2 booking id, ?3 base_url, ?4 now; the reminders of one booking that are still to come
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT p.tenant_id, 'send_notice:' || p.booking_id || ':' || p.notice, 'send_notice', p.booking_id, json_object('notice', p.notice), ?3, ?4, p.due_at
FROM reminder_plan AS p WHERE p.tenant_id = ?1 AND p.booking_id = ?2 AND p.due_at > ?4
ON CONFLICT (tenant_id, id) DO NOTHING
