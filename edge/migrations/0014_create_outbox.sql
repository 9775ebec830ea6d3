-- Work that follows a write, stored in its batch: the queue is the fast path, the sweep by cron the guarantee.
-- The id follows from what is to be done, so that it is asked for once. A row is leased before it is worked on, and its end is
-- stored together with what the work changed. What is no longer wanted is deleted while it is still open.
CREATE TABLE IF NOT EXISTS outbox (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 200),
  task TEXT NOT NULL CHECK (task IN ('render_document', 'send_document', 'follow_delivery', 'send_notice', 'call_webhook')),
  subject_id TEXT NOT NULL,
  details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details)),
  -- scheme, host and port that links in mails begin with
  base_url TEXT NOT NULL,
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  due_at TEXT NOT NULL CHECK (length(due_at) = 20),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  lease TEXT,
  leased_until TEXT CHECK (length(leased_until) = 20),
  last_error TEXT CHECK (length(last_error) <= 500),
  done_at TEXT CHECK (length(done_at) = 20),
  dead_at TEXT CHECK (length(dead_at) = 20),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT lease_has_its_end CHECK ((lease IS NULL) = (leased_until IS NULL)),
  CONSTRAINT ends_one_way CHECK (done_at IS NULL OR dead_at IS NULL)
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_open ON outbox (tenant_id, due_at) WHERE done_at IS NULL AND dead_at IS NULL;
CREATE INDEX IF NOT EXISTS outbox_dead ON outbox (tenant_id, dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS outbox_by_subject ON outbox (tenant_id, subject_id);
