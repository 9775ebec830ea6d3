-- A series per tenant, kind and year. next_number is raised in the batch that stores the document, so no number is lost.
CREATE TABLE IF NOT EXISTS number_series (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'quotation', 'credit_note')),
  year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
  prefix TEXT NOT NULL CHECK (length(prefix) BETWEEN 1 AND 10),
  next_number INTEGER NOT NULL DEFAULT 1 CHECK (next_number >= 1),
  PRIMARY KEY (tenant_id, kind, year)
) STRICT, WITHOUT ROWID;

-- Quotations, invoices and credit notes. A row never changes: what becomes of a quotation stands in quotation_outcome.
-- Amounts are INTEGER cents; cash_discount is what an invoice offers to who pays until pay_by, or what a credit note gives back of it; content is the whole document without its number, as it was decided.
CREATE TABLE IF NOT EXISTS document (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) BETWEEN 20 AND 36),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'quotation', 'credit_note')),
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  number TEXT NOT NULL,
  -- UNCL1001: 380 invoice, 386 prepayment invoice, 381 credit note; a quotation is no fiscal document
  type_code TEXT,
  -- none where an admin wrote the document
  booking_id TEXT,
  contact_id TEXT,
  quotation_id TEXT,
  corrects_id TEXT,
  issue_date TEXT NOT NULL CHECK (length(issue_date) = 10),
  due_date TEXT CHECK (length(due_date) = 10),
  valid_until TEXT CHECK (length(valid_until) = 10),
  buyer_name TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  total_without_vat INTEGER NOT NULL,
  vat_total INTEGER NOT NULL,
  total_with_vat INTEGER NOT NULL,
  amount_due INTEGER NOT NULL,
  cash_discount INTEGER NOT NULL DEFAULT 0 CHECK (cash_discount >= 0),
  pay_by TEXT CHECK (length(pay_by) = 10),
  content TEXT NOT NULL CHECK (json_valid(content)),
  source TEXT NOT NULL CHECK (source IN ('booking', 'manual')),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  link_expires_on TEXT NOT NULL CHECK (length(link_expires_on) = 10),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, kind, year, sequence),
  UNIQUE (tenant_id, number),
  UNIQUE (tenant_id, quotation_id),
  FOREIGN KEY (tenant_id, booking_id) REFERENCES booking (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  FOREIGN KEY (tenant_id, quotation_id) REFERENCES document (tenant_id, id),
  FOREIGN KEY (tenant_id, corrects_id) REFERENCES document (tenant_id, id),
  CONSTRAINT totals_add_up CHECK (total_with_vat = total_without_vat + vat_total),
  CONSTRAINT type_of_kind CHECK (coalesce(type_code, '') IN ('380', '386') AND kind = 'invoice' OR type_code IS '381' AND kind = 'credit_note' OR type_code IS NULL AND kind = 'quotation'),
  CONSTRAINT invoice_is_due CHECK ((kind = 'invoice') = (due_date IS NOT NULL)),
  CONSTRAINT credit_note_corrects CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL)),
  CONSTRAINT cash_discount_has_its_day CHECK (pay_by IS NULL OR (kind = 'invoice' AND cash_discount > 0)),
  CONSTRAINT quotation_is_valid CHECK ((kind = 'quotation') = (valid_until IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS document_handle ON document (id);
-- A booking has one quotation and one invoice; beside it there may be prepayment invoices and credit notes.
CREATE UNIQUE INDEX IF NOT EXISTS document_of_booking ON document (tenant_id, booking_id, kind) WHERE type_code = '380' OR kind = 'quotation';
CREATE INDEX IF NOT EXISTS document_by_contact ON document (tenant_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS document_by_correction ON document (tenant_id, corrects_id) WHERE corrects_id IS NOT NULL;

CREATE TRIGGER IF NOT EXISTS document_never_updated BEFORE UPDATE ON document
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS document_never_deleted BEFORE DELETE ON document
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

-- REPLACE would delete the old row without asking the trigger above.
CREATE TRIGGER IF NOT EXISTS document_never_replaced BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.id)
BEGIN
SELECT RAISE(ABORT, 'document_exists');
END;

-- Credit notes never come to more than their invoice, whatever the caller has read before.
CREATE TRIGGER IF NOT EXISTS credit_exceeds_invoice BEFORE INSERT ON document
WHEN NEW.kind = 'credit_note' AND (
  NEW.total_with_vat + (SELECT coalesce(sum(c.total_with_vat), 0) FROM document AS c WHERE c.tenant_id = NEW.tenant_id AND c.corrects_id = NEW.corrects_id)
    > coalesce((SELECT i.total_with_vat FROM document AS i WHERE i.tenant_id = NEW.tenant_id AND i.id = NEW.corrects_id AND i.kind = 'invoice'), 0)
  OR NEW.vat_total + (SELECT coalesce(sum(c.vat_total), 0) FROM document AS c WHERE c.tenant_id = NEW.tenant_id AND c.corrects_id = NEW.corrects_id)
    > coalesce((SELECT i.vat_total FROM document AS i WHERE i.tenant_id = NEW.tenant_id AND i.id = NEW.corrects_id AND i.kind = 'invoice'), 0))
BEGIN
SELECT RAISE(ABORT, 'credit_exceeds_invoice');
END;

-- How a quotation ended: once, whatever way. An acceptance is no end; it stands in quotation_answer.
CREATE TABLE IF NOT EXISTS quotation_outcome (
  tenant_id TEXT NOT NULL,
  quotation_id TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('converted', 'declined', 'withdrawn')),
  ended_at TEXT NOT NULL CHECK (length(ended_at) = 20),
  PRIMARY KEY (tenant_id, quotation_id),
  FOREIGN KEY (tenant_id, quotation_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS quotation_outcome_never_updated BEFORE UPDATE ON quotation_outcome
BEGIN
SELECT RAISE(ABORT, 'quotation_outcome_is_final');
END;

CREATE TRIGGER IF NOT EXISTS quotation_outcome_never_deleted BEFORE DELETE ON quotation_outcome
BEGIN
SELECT RAISE(ABORT, 'quotation_outcome_is_final');
END;

-- The present version of a document's link; raising it revokes every link given out before.
CREATE TABLE IF NOT EXISTS document_link (
  tenant_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (tenant_id, document_id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;
