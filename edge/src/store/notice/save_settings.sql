-- ?1 tenant_id, ?2 confirmations, ?3 changes, ?4 reminder_1, ?5 reminder_2 in minutes, ?6 overdue_1, ?7 overdue_2, ?8 overdue_3 in days, ?9 quiet_from, ?10 quiet_until,
-- ?11 version that the form showed, 0 where nothing was ever saved; answers the row if it still was that version
INSERT INTO notice_settings (tenant_id, confirmations, changes, reminder_1, reminder_2, overdue_1, overdue_2, overdue_3, quiet_from, quiet_until)
SELECT ?1, CAST(?2 AS INTEGER), CAST(?3 AS INTEGER), CAST(?4 AS INTEGER), CAST(?5 AS INTEGER), CAST(?6 AS INTEGER), CAST(?7 AS INTEGER), CAST(?8 AS INTEGER), ?9, ?10
WHERE CAST(?11 AS INTEGER) = (SELECT version FROM present_notice_settings WHERE tenant_id = ?1)
ON CONFLICT (tenant_id) DO UPDATE SET confirmations = excluded.confirmations, changes = excluded.changes, reminder_1 = excluded.reminder_1,
  reminder_2 = excluded.reminder_2, overdue_1 = excluded.overdue_1, overdue_2 = excluded.overdue_2, overdue_3 = excluded.overdue_3,
  quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, version = version + 1
RETURNING version
