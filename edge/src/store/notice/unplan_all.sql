-- ?1 tenant_id, ?2 now; every reminder and overdue notice that nobody works on, to be planned anew by other settings
-- What is due by these settings already stays: it waits for the end of the quiet hours, or for a mail server.
DELETE FROM outbox WHERE tenant_id = ?1 AND id > 'send_notice:' AND id < 'send_notice;'
  AND (json_extract(details, '$.notice') GLOB 'reminder:*' OR json_extract(details, '$.notice') GLOB 'overdue:*')
  AND done_at IS NULL AND dead_at IS NULL AND lease IS NULL
  AND NOT EXISTS (SELECT 1 FROM reminder_plan AS p WHERE p.tenant_id = ?1 AND p.booking_id = outbox.subject_id AND p.due_at <= ?2
    AND p.notice = json_extract(outbox.details, '$.notice'))
  AND NOT EXISTS (SELECT 1 FROM overdue_plan AS p WHERE p.tenant_id = ?1 AND p.document_id = outbox.subject_id AND p.due_at <= ?2
    AND p.notice = json_extract(outbox.details, '$.notice'))
