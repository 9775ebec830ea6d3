-- ?1 tenant_id, ?2 subject: the booking; what was sent, what is still to be sent, and what failed, in the order of time
SELECT 'sent' AS state, n.notice, n.sent_at AS at, n.recipient AS detail FROM notice_sent AS n WHERE n.tenant_id = ?1 AND n.subject_id = ?2
UNION ALL
SELECT iif(o.dead_at IS NULL, 'planned', 'failed'), json_extract(o.details, '$.notice'), coalesce(o.dead_at, o.due_at), coalesce(o.last_error, '')
FROM outbox AS o WHERE o.tenant_id = ?1 AND o.subject_id = ?2 AND o.task = 'send_notice' AND o.done_at IS NULL
ORDER BY 3, 2
