-- ?1 tenant_id, ?2 booking id; the reminders that nobody works on. One that is leased is judged by the booking as it is then.
DELETE FROM outbox WHERE tenant_id = ?1 AND id > 'send_notice:' || ?2 || ':reminder:' AND id < 'send_notice:' || ?2 || ':reminder;'
  AND done_at IS NULL AND dead_at IS NULL AND lease IS NULL
