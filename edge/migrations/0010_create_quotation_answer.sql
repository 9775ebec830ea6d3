-- What the customer says to a quotation: once. An acceptance is no end; a refusal also stands in quotation_outcome.
CREATE TABLE IF NOT EXISTS quotation_answer (
  tenant_id TEXT NOT NULL,
  quotation_id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('accepted', 'declined')),
  answered_by TEXT NOT NULL CHECK (answered_by IN ('customer', 'admin')),
  name TEXT NOT NULL DEFAULT '' CHECK (length(name) <= 120),
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 500),
  answered_at TEXT NOT NULL CHECK (length(answered_at) = 20),
  PRIMARY KEY (tenant_id, quotation_id),
  FOREIGN KEY (tenant_id, quotation_id) REFERENCES document (tenant_id, id),
  CONSTRAINT who_accepts_has_a_name CHECK (answer = 'declined' OR name <> '')
) STRICT, WITHOUT ROWID;

-- Nothing is answered after the end, and nothing but a quotation.
CREATE TRIGGER IF NOT EXISTS quotation_has_ended BEFORE INSERT ON quotation_answer
WHEN EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = NEW.tenant_id AND o.quotation_id = NEW.quotation_id)
  OR NOT EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.quotation_id AND d.kind = 'quotation')
BEGIN
SELECT RAISE(ABORT, 'quotation_has_ended');
END;

CREATE TRIGGER IF NOT EXISTS quotation_answer_never_updated BEFORE UPDATE ON quotation_answer
BEGIN
SELECT RAISE(ABORT, 'quotation_answer_is_final');
END;

CREATE TRIGGER IF NOT EXISTS quotation_answer_never_deleted BEFORE DELETE ON quotation_answer
BEGIN
SELECT RAISE(ABORT, 'quotation_answer_is_final');
END;

-- "Generate the invoice when the customer accepts the quote".
ALTER TABLE tenant ADD COLUMN convert_on_acceptance INTEGER NOT NULL DEFAULT 0 CHECK (convert_on_acceptance IN (0, 1));

-- Prepayment invoices (type 386) and the quotation of which they are a part.
CREATE TABLE IF NOT EXISTS prepayment (
  tenant_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  quotation_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, document_id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id),
  FOREIGN KEY (tenant_id, quotation_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS prepayment_of_quotation ON prepayment (tenant_id, quotation_id);

-- All of them together never come to more than the quotation, and none is made after its end.
CREATE TRIGGER IF NOT EXISTS prepayment_exceeds_quotation BEFORE INSERT ON prepayment
WHEN EXISTS (SELECT 1 FROM quotation_outcome AS o WHERE o.tenant_id = NEW.tenant_id AND o.quotation_id = NEW.quotation_id)
  OR NOT EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.document_id AND d.type_code = '386')
  OR (SELECT coalesce(sum(b.total - b.credited), 0) FROM prepayment AS p
      JOIN invoice_balance AS b ON b.tenant_id = p.tenant_id AND b.document_id = p.document_id
      WHERE p.tenant_id = NEW.tenant_id AND p.quotation_id = NEW.quotation_id)
    + (SELECT d.amount_due FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.document_id)
    > coalesce((SELECT q.amount_due FROM document AS q
      WHERE q.tenant_id = NEW.tenant_id AND q.id = NEW.quotation_id AND q.kind = 'quotation'), 0)
BEGIN
SELECT RAISE(ABORT, 'prepayment_exceeds_quotation');
END;

CREATE TRIGGER IF NOT EXISTS prepayment_never_updated BEFORE UPDATE ON prepayment
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS prepayment_never_deleted BEFORE DELETE ON prepayment
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

-- Which final invoice takes a prepayment invoice off: one, and that of the same quotation.
CREATE TABLE IF NOT EXISTS prepayment_deduction (
  tenant_id TEXT NOT NULL,
  prepayment_id TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, prepayment_id),
  FOREIGN KEY (tenant_id, prepayment_id) REFERENCES prepayment (tenant_id, document_id),
  FOREIGN KEY (tenant_id, invoice_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS prepayment_of_another_quotation BEFORE INSERT ON prepayment_deduction
WHEN NOT EXISTS (SELECT 1 FROM prepayment AS p JOIN document AS d ON d.tenant_id = p.tenant_id AND d.quotation_id = p.quotation_id
  WHERE p.tenant_id = NEW.tenant_id AND p.document_id = NEW.prepayment_id AND d.id = NEW.invoice_id)
BEGIN
SELECT RAISE(ABORT, 'prepayment_of_another_quotation');
END;

CREATE TRIGGER IF NOT EXISTS prepayment_deduction_never_updated BEFORE UPDATE ON prepayment_deduction
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS prepayment_deduction_never_deleted BEFORE DELETE ON prepayment_deduction
BEGIN
SELECT RAISE(ABORT, 'document_is_immutable');
END;

-- What a final invoice took off is not given back a second time: the final invoice is credited first, and once nothing of it
-- is left, its prepayment invoices can be credited.
CREATE TRIGGER IF NOT EXISTS prepayment_taken_off BEFORE INSERT ON document
WHEN NEW.kind = 'credit_note' AND EXISTS (SELECT 1 FROM prepayment_deduction AS x
  JOIN invoice_balance AS b ON b.tenant_id = x.tenant_id AND b.document_id = x.invoice_id
  WHERE x.tenant_id = NEW.tenant_id AND x.prepayment_id = NEW.corrects_id AND b.credited < b.total)
BEGIN
SELECT RAISE(ABORT, 'prepayment_taken_off');
END;
