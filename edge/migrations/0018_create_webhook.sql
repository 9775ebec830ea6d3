-- A tenant's own systems that are told what happens (Standard Webhooks 1.0.0). Secrets are sealed under the key of the
-- installation; the one before a rotation still signs until previous_until.
CREATE TABLE IF NOT EXISTS webhook_endpoint (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 36),
  url TEXT NOT NULL CHECK (length(url) BETWEEN 8 AND 2000),
  description TEXT NOT NULL DEFAULT '' CHECK (length(description) <= 120),
  -- JSON array of the types of events that it is told of
  events TEXT NOT NULL CHECK (json_valid(events) AND json_array_length(events) BETWEEN 1 AND 10),
  secret TEXT NOT NULL,
  secret_set_at TEXT NOT NULL CHECK (length(secret_set_at) = 20),
  previous_secret TEXT,
  previous_until TEXT CHECK (length(previous_until) = 20),
  disabled_at TEXT CHECK (length(disabled_at) = 20),
  disabled_because TEXT CHECK (disabled_because IN ('admin', 'gone', 'failing')),
  -- the first failure after which nothing has succeeded
  failing_since TEXT CHECK (length(failing_since) = 20),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT disabled_for_a_reason CHECK ((disabled_at IS NULL) = (disabled_because IS NULL)),
  CONSTRAINT previous_secret_has_its_end CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
) STRICT, WITHOUT ROWID;

-- What each webhook that is on is told of.
CREATE VIEW IF NOT EXISTS webhook_subscription AS
SELECT e.tenant_id, e.id AS endpoint_id, j.value AS type FROM webhook_endpoint AS e, json_each(e.events) AS j WHERE e.disabled_at IS NULL;

-- What happened, in the very bytes that are sent at every attempt, written in the batch in which it happened. Nothing is written
-- for a tenant whom nobody listens to. The id follows from what happened and has no full stop, which delimits what is signed.
CREATE TABLE IF NOT EXISTS webhook_message (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) BETWEEN 5 AND 149 AND instr(id, '.') = 0),
  type TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, id)
) STRICT;
CREATE INDEX IF NOT EXISTS webhook_message_by_age ON webhook_message (tenant_id, created_at) WHERE type <> 'invoice.paid';

CREATE TRIGGER IF NOT EXISTS webhook_message_never_updated BEFORE UPDATE ON webhook_message
BEGIN
SELECT RAISE(ABORT, 'webhook_message_is_immutable');
END;

-- One message on its way to one webhook.
CREATE TABLE IF NOT EXISTS webhook_delivery (
  tenant_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  status INTEGER CHECK (status BETWEEN 0 AND 999),
  answer TEXT CHECK (length(answer) <= 1000),
  attempted_at TEXT CHECK (length(attempted_at) = 20),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, endpoint_id, message_id),
  FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id),
  FOREIGN KEY (tenant_id, message_id) REFERENCES webhook_message (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS webhook_delivery_by_age ON webhook_delivery (tenant_id, endpoint_id, created_at);
CREATE INDEX IF NOT EXISTS webhook_delivery_of_message ON webhook_delivery (tenant_id, message_id);

-- A message goes to every webhook that listens, and each of these is work of the outbox: in the batch in which it happened, so
-- none is lost and none is told of what was rolled back. A test goes to the one webhook that is tried out. What happens again after
-- its message was forgotten, such as a document that fails again, finds the old work done and opens it.
CREATE TRIGGER IF NOT EXISTS webhook_message_fans_out AFTER INSERT ON webhook_message
WHEN NEW.type <> 'webhook.test'
BEGIN
INSERT INTO webhook_delivery (tenant_id, endpoint_id, message_id, created_at)
SELECT s.tenant_id, s.endpoint_id, NEW.id, NEW.created_at FROM webhook_subscription AS s
WHERE s.tenant_id = NEW.tenant_id AND s.type = NEW.type;
END;

CREATE TRIGGER IF NOT EXISTS webhook_delivery_is_work AFTER INSERT ON webhook_delivery
WHEN NEW.state = 'waiting'
BEGIN
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
VALUES (NEW.tenant_id, 'call_webhook:' || NEW.endpoint_id || ':' || NEW.message_id, 'call_webhook', NEW.endpoint_id,
  json_object('message', NEW.message_id), '', NEW.created_at, NEW.created_at)
ON CONFLICT (tenant_id, id) DO UPDATE SET due_at = excluded.due_at, attempts = 0, done_at = NULL, dead_at = NULL, last_error = NULL,
  lease = NULL, leased_until = NULL;
END;

-- The tenant is told by e-mail of a webhook that its receiver had switched off, once for each time.
CREATE TRIGGER IF NOT EXISTS webhook_off_is_told AFTER UPDATE OF disabled_at ON webhook_endpoint
WHEN OLD.disabled_at IS NULL AND NEW.disabled_because IN ('gone', 'failing')
BEGIN
INSERT INTO outbox (tenant_id, id, task, subject_id, details, base_url, created_at, due_at)
VALUES (NEW.tenant_id, 'send_notice:webhook_off:' || NEW.id || ':' || NEW.disabled_at, 'send_notice', NEW.id,
  json_object('notice', 'webhook_off:' || NEW.disabled_at), '', NEW.disabled_at, NEW.disabled_at)
ON CONFLICT (tenant_id, id) DO NOTHING;
END;
