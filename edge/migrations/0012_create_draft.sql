-- Invoices and quotes that are being written. The id is the handle that the document will have, so a draft becomes a document once:
-- whatever is sent again finds the document. form holds every field as it was typed; total is what the list shows, in cents.
CREATE TABLE IF NOT EXISTS draft (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 22),
  version INTEGER NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'quotation')),
  contact_id TEXT,
  form TEXT NOT NULL CHECK (json_valid(form)),
  total INTEGER NOT NULL,
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  updated_at TEXT NOT NULL CHECK (length(updated_at) = 20),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
) STRICT;
CREATE INDEX IF NOT EXISTS draft_by_change ON draft (tenant_id, updated_at);

-- What is issued is not written on any more.
CREATE TRIGGER IF NOT EXISTS draft_already_issued BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.id)
BEGIN
SELECT RAISE(ABORT, 'draft_already_issued');
END;
