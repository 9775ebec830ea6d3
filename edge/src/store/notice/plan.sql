-- ?1 tenant_id, ?2 booking id, ?3 base_url, ?4 now, ?5 notice: confirmation, rescheduled or cancelled
-- A booking is moved more than once, so its notice of that carries the SEQUENCE that the batch has just given it.
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
SELECT n.tenant_id, 'send_notice:' || n.booking_id || ':' || n.notice, 'send_notice', n.booking_id, json_object('notice', n.notice), ?3, ?4, ?4
FROM (SELECT b.tenant_id, b.id AS booking_id, ?5 || iif(?5 = 'rescheduled', ':' || b.sequence, '') AS notice
  FROM booking AS b JOIN present_notice_settings AS s ON s.tenant_id = b.tenant_id
  WHERE b.tenant_id = ?1 AND b.id = ?2 AND iif(?5 = 'confirmation', s.confirmations, s.changes) = 1) AS n
WHERE true ON CONFLICT (tenant_id, id) DO NOTHING
