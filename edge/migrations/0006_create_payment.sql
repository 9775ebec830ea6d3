-- Money that came in for an invoice, as an admin recorded it. A row never changes: a mistake gets a row of
-- payment_reversal, and the right payment is recorded beside it. The id comes with the form, so a form sent twice records once.
CREATE TABLE IF NOT EXISTS payment (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 36),
  document_id TEXT NOT NULL,
  paid_on TEXT NOT NULL CHECK (length(paid_on) = 10),
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 99999999999),
  method TEXT NOT NULL CHECK (method IN ('bank_transfer', 'cash', 'card', 'online', 'other')),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 140),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS payment_of_document ON payment (tenant_id, document_id, paid_on);

CREATE TABLE IF NOT EXISTS payment_reversal (
  tenant_id TEXT NOT NULL,
  payment_id TEXT NOT NULL,
  reversed_at TEXT NOT NULL CHECK (length(reversed_at) = 20),
  PRIMARY KEY (tenant_id, payment_id),
  FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What became of each invoice, in cents: asked for when it was issued, credited since, paid since. The only place that
-- adds these up, and shared::billing::balance decides from them.
CREATE VIEW IF NOT EXISTS invoice_balance AS
SELECT d.tenant_id, d.id AS document_id, d.amount_due AS total,
  (SELECT coalesce(sum(c.amount_due), 0) FROM document AS c
    WHERE c.tenant_id = d.tenant_id AND c.corrects_id = d.id AND c.kind = 'credit_note') AS credited,
  (SELECT coalesce(sum(p.amount), 0) FROM payment AS p
    WHERE p.tenant_id = d.tenant_id AND p.document_id = d.id AND NOT EXISTS (
      SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id)) AS paid
FROM document AS d WHERE d.kind = 'invoice';

-- Never more than is due, whatever the caller has read before. A document that is no invoice has no balance and takes no payment.
CREATE TRIGGER IF NOT EXISTS payment_exceeds_due BEFORE INSERT ON payment
WHEN NEW.amount > coalesce((SELECT b.total - b.credited - b.paid FROM invoice_balance AS b
  WHERE b.tenant_id = NEW.tenant_id AND b.document_id = NEW.document_id), 0)
BEGIN
SELECT RAISE(ABORT, 'payment_exceeds_due');
END;

CREATE TRIGGER IF NOT EXISTS payment_never_updated BEFORE UPDATE ON payment
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS payment_never_deleted BEFORE DELETE ON payment
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;

-- REPLACE would delete the old row without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS payment_never_replaced BEFORE INSERT ON payment
WHEN EXISTS (SELECT 1 FROM payment AS p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.id)
BEGIN
SELECT RAISE(ABORT, 'payment_exists');
END;

CREATE TRIGGER IF NOT EXISTS payment_reversal_never_updated BEFORE UPDATE ON payment_reversal
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS payment_reversal_never_deleted BEFORE DELETE ON payment_reversal
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;
