-- How a document goes to its buyer: one row per channel and purpose, however often it was tried behind it. The row is written
-- before anything is sent, so that whoever runs a second time knows. recipient is an address on Peppol or an e-mail address;
-- provider is the access point, provider_id its name for what it took. is_compliant says whether the law took this channel.
CREATE TABLE IF NOT EXISTS delivery (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  document_id TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('peppol', 'email')),
  purpose TEXT NOT NULL CHECK (purpose = 'original' OR purpose GLOB 'resend-[1-9]' OR purpose GLOB 'resend-[1-9][0-9]'),
  state TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'delivered', 'refused', 'failed')),
  recipient TEXT NOT NULL CHECK (length(recipient) BETWEEN 1 AND 254),
  is_compliant INTEGER NOT NULL CHECK (is_compliant IN (0, 1)),
  provider TEXT NOT NULL DEFAULT '' CHECK (length(provider) <= 60),
  provider_id TEXT NOT NULL DEFAULT '' CHECK (length(provider_id) <= 200),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  sent_at TEXT CHECK (length(sent_at) = 20),
  PRIMARY KEY (tenant_id, document_id, channel, purpose),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id),
  CONSTRAINT peppol_sends_once CHECK (channel <> 'peppol' OR purpose = 'original'),
  CONSTRAINT sent_has_its_time CHECK ((state IN ('sent', 'delivered')) <= (sent_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS delivery_begins BEFORE INSERT ON delivery
WHEN NEW.state <> 'sending' OR EXISTS (SELECT 1 FROM delivery AS d WHERE d.tenant_id = NEW.tenant_id
  AND d.document_id = NEW.document_id AND d.channel = NEW.channel AND d.purpose = NEW.purpose)
BEGIN
SELECT RAISE(ABORT, 'delivery_begins');
END;

-- Only forward: what was refused may be tried again when somebody mended the cause; what was sent is never sent again.
CREATE TRIGGER IF NOT EXISTS delivery_moves_forward BEFORE UPDATE ON delivery
WHEN NEW.tenant_id IS NOT OLD.tenant_id OR NEW.document_id IS NOT OLD.document_id OR NEW.channel IS NOT OLD.channel
  OR NEW.purpose IS NOT OLD.purpose OR NEW.created_at IS NOT OLD.created_at
  OR (OLD.sent_at IS NOT NULL AND (NEW.sent_at IS NOT OLD.sent_at OR NEW.recipient IS NOT OLD.recipient OR NEW.provider IS NOT OLD.provider
    OR NEW.provider_id IS NOT OLD.provider_id))
  OR OLD.state || ' ' || NEW.state NOT IN ('sending sending', 'sending sent', 'sending delivered', 'sending refused', 'sent sent',
    'sent delivered', 'sent failed', 'refused sending', 'refused refused', 'delivered delivered', 'failed failed')
BEGIN
SELECT RAISE(ABORT, 'delivery_moves_forward');
END;

CREATE TRIGGER IF NOT EXISTS delivery_is_kept BEFORE DELETE ON delivery
BEGIN
SELECT RAISE(ABORT, 'delivery_moves_forward');
END;

-- What happened to a document on its way, in the order of rowid where instants are the same. detail is a text for the admin.
CREATE TABLE IF NOT EXISTS document_event (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  document_id TEXT NOT NULL,
  at TEXT NOT NULL CHECK (length(at) = 20),
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'looked_up', 'retried', 'sent', 'refused', 'delivered', 'failed', 'opened', 'noticed')),
  detail TEXT NOT NULL DEFAULT '' CHECK (length(detail) <= 500),
  PRIMARY KEY (tenant_id, document_id, at, kind, detail),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
) STRICT;

CREATE TRIGGER IF NOT EXISTS document_event_never_updated BEFORE UPDATE ON document_event
BEGIN
SELECT RAISE(ABORT, 'document_event_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS document_event_never_deleted BEFORE DELETE ON document_event
BEGIN
SELECT RAISE(ABORT, 'document_event_is_immutable');
END;

-- REPLACE would delete the old row without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS document_event_never_replaced BEFORE INSERT ON document_event
WHEN EXISTS (SELECT 1 FROM document_event AS e WHERE e.tenant_id = NEW.tenant_id AND e.document_id = NEW.document_id
  AND e.at = NEW.at AND e.kind = NEW.kind AND e.detail = NEW.detail)
BEGIN
SELECT RAISE(ABORT, 'document_event_is_immutable');
END;

-- Which documents are sent by themselves. Without a row those that a booking brings are, and those that an admin makes are not.
CREATE TABLE IF NOT EXISTS delivery_setting (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'quotation', 'credit_note')),
  source TEXT NOT NULL CHECK (source IN ('booking', 'manual')),
  is_automatic INTEGER NOT NULL CHECK (is_automatic IN (0, 1)),
  PRIMARY KEY (tenant_id, kind, source)
) STRICT, WITHOUT ROWID;

-- How each document was sent, in the names of shared::delivery::sent: the best of its deliveries, else what is still to be
-- done for it, else what became of the last attempt. The rows of the outbox are found by their id, which begins with the
-- document's; character 59 is the one after the colon.
CREATE VIEW IF NOT EXISTS document_delivery AS
SELECT d.tenant_id, d.id AS document_id,
  CASE WHEN s.state IN ('sent', 'delivered') THEN s.channel
    WHEN o.id IS NOT NULL AND o.dead_at IS NULL THEN 'waiting'
    WHEN o.id IS NOT NULL OR s.state IS NOT NULL THEN 'failed'
    ELSE 'not_sent' END AS sent_by,
  s.state, s.sent_at, coalesce(s.is_compliant, 1) AS is_compliant, coalesce(o.last_error, s.reason, '') AS reason
FROM document AS d
LEFT JOIN delivery AS s ON s.tenant_id = d.tenant_id AND s.document_id = d.id AND (s.channel, s.purpose) = (
  SELECT x.channel, x.purpose FROM delivery AS x WHERE x.tenant_id = d.tenant_id AND x.document_id = d.id
  ORDER BY x.state IN ('sent', 'delivered') DESC, x.channel = 'peppol' DESC, x.created_at DESC, x.purpose DESC LIMIT 1)
LEFT JOIN outbox AS o ON o.tenant_id = d.tenant_id AND o.id = (
  SELECT w.id FROM outbox AS w WHERE w.tenant_id = d.tenant_id AND w.done_at IS NULL
    AND w.id >= 'send_document:' || d.id AND w.id < 'send_document:' || d.id || char(59)
  ORDER BY w.dead_at IS NULL DESC, w.created_at DESC LIMIT 1);
