-- ?1 tenant_id; what the tenant wants to be sent, the defaults where nothing was ever saved
SELECT version, confirmations, changes, reminder_1, reminder_2, overdue_1, overdue_2, overdue_3, quiet_from, quiet_until
FROM present_notice_settings WHERE tenant_id = ?1
