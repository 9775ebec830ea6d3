-- ?1 tenant_id, ?2 document id, ?3 base_url, ?4 now; the overdue notices of one invoice that came to their end without being sent: they were dropped because it was paid
-- At the next morning at the earliest, so that whoever undoes a payment can record the right one. Of several that are late by then only the last is sent: whoever sends them judges that.
UPDATE outbox SET done_at = NULL, attempts = 0, base_url = ?3, due_at = max(p.due_at, date(?4, '+1 day') || 'T06:00:00Z')
FROM overdue_plan AS p WHERE p.tenant_id = ?1 AND p.document_id = ?2
  AND outbox.tenant_id = ?1 AND outbox.id = 'send_notice:' || p.document_id || ':' || p.notice AND outbox.done_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM notice_sent AS n WHERE n.tenant_id = ?1 AND n.subject_id = p.document_id AND n.notice = p.notice)
