-- Money that came in for an invoice, as an admin recorded it. A row never changes: a mistake gets a row of
-- payment_reversal, and the right payment is recorded beside it. The id comes with the form, so a form sent twice records once.
-- cash_discount is what the customer took off by paying in time: with the amount it settles what was due.
CREATE TABLE IF NOT EXISTS payment (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 36),
  document_id TEXT NOT NULL,
  paid_on TEXT NOT NULL CHECK (length(paid_on) = 10),
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 99999999999),
  method TEXT NOT NULL CHECK (method IN ('bank_transfer', 'cash', 'card', 'online', 'other')),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 140),
  cash_discount INTEGER NOT NULL DEFAULT 0 CHECK (cash_discount BETWEEN 0 AND 99999999999),
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

-- What became of each invoice, in cents: asked for when it was issued, credited since, paid since, and taken off as cash
-- discount. The only place that adds these up, and shared::billing::balance decides from them.
-- discount_left is what was offered without what credit notes gave back of it, and nothing once a payment came after pay_by.
-- A discount that was taken counts while the payments with it settle the invoice and all came in time, and never for more than is left.
CREATE VIEW IF NOT EXISTS invoice_balance AS
SELECT a.tenant_id, a.document_id, a.total, a.credited, a.paid, a.pay_by, iif(a.is_late, 0, a.offered) AS discount_left,
  iif(NOT a.is_late AND a.paid + min(a.taken, a.offered) >= a.total - a.credited, min(a.taken, a.offered), 0) AS cash_discount
FROM (
  SELECT d.tenant_id, d.id AS document_id, d.amount_due AS total, d.pay_by,
    (SELECT coalesce(sum(c.amount_due), 0) FROM document AS c
      WHERE c.tenant_id = d.tenant_id AND c.corrects_id = d.id AND c.kind = 'credit_note') AS credited,
    (SELECT coalesce(sum(p.amount), 0) FROM payment AS p
      WHERE p.tenant_id = d.tenant_id AND p.document_id = d.id AND NOT EXISTS (
        SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id)) AS paid,
    (SELECT coalesce(sum(p.cash_discount), 0) FROM payment AS p
      WHERE p.tenant_id = d.tenant_id AND p.document_id = d.id AND NOT EXISTS (
        SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id)) AS taken,
    max(d.cash_discount - (SELECT coalesce(sum(c.cash_discount), 0) FROM document AS c
      WHERE c.tenant_id = d.tenant_id AND c.corrects_id = d.id AND c.kind = 'credit_note'), 0) AS offered,
    EXISTS (SELECT 1 FROM payment AS p
      WHERE p.tenant_id = d.tenant_id AND p.document_id = d.id AND p.paid_on > d.pay_by AND NOT EXISTS (
        SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = p.tenant_id AND r.payment_id = p.id)) AS is_late
  FROM document AS d WHERE d.kind = 'invoice') AS a;

-- Never more than is due, whatever the caller has read before. A document that is no invoice has no balance and takes no payment.
CREATE TRIGGER IF NOT EXISTS payment_exceeds_due BEFORE INSERT ON payment
WHEN NEW.amount > coalesce((SELECT b.total - b.credited - b.paid - b.cash_discount FROM invoice_balance AS b
  WHERE b.tenant_id = NEW.tenant_id AND b.document_id = NEW.document_id), 0)
BEGIN
SELECT RAISE(ABORT, 'payment_exceeds_due');
END;

-- The discount is taken in time, as a whole, and by exactly what is due then.
CREATE TRIGGER IF NOT EXISTS cash_discount_not_earned BEFORE INSERT ON payment
WHEN NEW.cash_discount > 0 AND NOT EXISTS (SELECT 1 FROM invoice_balance AS b
  WHERE b.tenant_id = NEW.tenant_id AND b.document_id = NEW.document_id AND NEW.paid_on <= b.pay_by
    AND NEW.cash_discount = b.discount_left AND NEW.amount + NEW.cash_discount = b.total - b.credited - b.paid - b.cash_discount)
BEGIN
SELECT RAISE(ABORT, 'cash_discount_not_earned');
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

-- An undo is made once: REPLACE would give it another day.
CREATE TRIGGER IF NOT EXISTS payment_reversal_never_replaced BEFORE INSERT ON payment_reversal
WHEN EXISTS (SELECT 1 FROM payment_reversal AS r WHERE r.tenant_id = NEW.tenant_id AND r.payment_id = NEW.payment_id)
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS payment_reversal_never_updated BEFORE UPDATE ON payment_reversal
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS payment_reversal_never_deleted BEFORE DELETE ON payment_reversal
BEGIN
SELECT RAISE(ABORT, 'payment_is_immutable');
END;
