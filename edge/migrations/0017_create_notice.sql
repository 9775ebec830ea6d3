-- Texts of e-mails as the tenant writes them; a kind and language without a row, or with none of its own, has the built-in text.
CREATE TABLE IF NOT EXISTS mail_template (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL CHECK (kind IN ('booking_confirmation', 'quote', 'invoice', 'credit_note', 'reminder', 'cancelled', 'rescheduled', 'overdue_1', 'overdue_2', 'overdue_3')),
  language TEXT NOT NULL CHECK (language IN ('en', 'nl', 'fr', 'de')),
  subject TEXT CHECK (length(subject) BETWEEN 1 AND 150),
  body TEXT CHECK (length(body) BETWEEN 1 AND 5000),
  -- raised by every change, so that two windows never overwrite each other; a reset keeps the row for it
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (tenant_id, kind, language),
  CONSTRAINT mail_template_is_whole CHECK ((subject IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

-- What is sent by itself. NULL switches a reminder, a notice or the quiet hours off.
CREATE TABLE IF NOT EXISTS notice_settings (
  tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id),
  confirmations INTEGER NOT NULL CHECK (confirmations IN (0, 1)),
  changes INTEGER NOT NULL CHECK (changes IN (0, 1)),
  -- minutes before the start
  reminder_1 INTEGER CHECK (reminder_1 BETWEEN 5 AND 20160),
  reminder_2 INTEGER CHECK (reminder_2 BETWEEN 5 AND 20160),
  -- days after the due date
  overdue_1 INTEGER CHECK (overdue_1 BETWEEN 1 AND 180),
  overdue_2 INTEGER CHECK (overdue_2 BETWEEN 1 AND 180),
  overdue_3 INTEGER CHECK (overdue_3 BETWEEN 1 AND 180),
  -- wall time where the tenant is
  quiet_from TEXT CHECK (quiet_from GLOB '[0-2][0-9]:[0-5][0-9]'),
  quiet_until TEXT CHECK (quiet_until GLOB '[0-2][0-9]:[0-5][0-9]' AND quiet_until <> quiet_from),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT quiet_hours_are_whole CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
) STRICT;

-- Everybody reads the settings here: a tenant without a row has the defaults, which are written nowhere else in SQL.
CREATE VIEW IF NOT EXISTS present_notice_settings AS
SELECT t.id AS tenant_id, coalesce(s.version, 0) AS version, coalesce(s.confirmations, 1) AS confirmations, coalesce(s.changes, 1) AS changes,
  iif(s.version IS NULL, 1440, s.reminder_1) AS reminder_1, iif(s.version IS NULL, 60, s.reminder_2) AS reminder_2,
  iif(s.version IS NULL, 3, s.overdue_1) AS overdue_1, iif(s.version IS NULL, 10, s.overdue_2) AS overdue_2, iif(s.version IS NULL, 20, s.overdue_3) AS overdue_3,
  iif(s.version IS NULL, '21:00', s.quiet_from) AS quiet_from, iif(s.version IS NULL, '08:00', s.quiet_until) AS quiet_until
FROM tenant AS t LEFT JOIN notice_settings AS s ON s.tenant_id = t.id;

-- When a booking's reminders are due.
CREATE VIEW IF NOT EXISTS reminder_plan AS
SELECT b.tenant_id, b.id AS booking_id, b.starts_at, 'reminder:' || m.value || ':' || b.sequence AS notice,
  strftime('%Y-%m-%dT%H:%M:%SZ', b.starts_at, '-' || m.value || ' minutes') AS due_at
FROM booking AS b JOIN present_notice_settings AS s ON s.tenant_id = b.tenant_id
JOIN json_each(json_array(s.reminder_1, s.reminder_2)) AS m ON m.value IS NOT NULL
WHERE b.status = 'confirmed';

-- When the overdue notices of an invoice are due: in the morning hours of UTC. Whoever sends them judges the tenant's own day and quiet hours.
CREATE VIEW IF NOT EXISTS overdue_plan AS
SELECT d.tenant_id, d.id AS document_id, 'overdue:' || (o.key + 1) AS notice, date(d.due_date, '+' || o.value || ' days') || 'T06:00:00Z' AS due_at
FROM document AS d JOIN present_notice_settings AS s ON s.tenant_id = d.tenant_id
JOIN json_each(json_array(s.overdue_1, s.overdue_2, s.overdue_3)) AS o ON o.value IS NOT NULL
WHERE d.kind = 'invoice';

-- What was sent, once each.
CREATE TABLE IF NOT EXISTS notice_sent (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  subject_id TEXT NOT NULL CHECK (length(subject_id) BETWEEN 20 AND 36),
  notice TEXT NOT NULL CHECK (length(notice) BETWEEN 1 AND 40),
  recipient TEXT NOT NULL,
  sent_at TEXT NOT NULL CHECK (length(sent_at) = 20),
  PRIMARY KEY (tenant_id, subject_id, notice)
) STRICT, WITHOUT ROWID;
