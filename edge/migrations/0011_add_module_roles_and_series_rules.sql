-- The module "sales invoicing": without it bookings work and no document is made. The operator switches it, which raises
-- settings_version; since says when, and is empty where it was never switched.
ALTER TABLE tenant ADD COLUMN sales_invoicing INTEGER NOT NULL DEFAULT 1 CHECK (sales_invoicing IN (0, 1));
ALTER TABLE tenant ADD COLUMN sales_invoicing_since TEXT NOT NULL DEFAULT '' CHECK (length(sales_invoicing_since) IN (0, 20));

-- Whoever decides has looked at the switch before; this is for those who looked too early.
CREATE TRIGGER IF NOT EXISTS sales_invoicing_inactive BEFORE INSERT ON document
WHEN (SELECT t.sales_invoicing FROM tenant AS t WHERE t.id = NEW.tenant_id) IS NOT 1
BEGIN
SELECT RAISE(ABORT, 'sales_invoicing_inactive');
END;

-- What a key may do. A session keeps the role of the key that opened it.
ALTER TABLE admin_key ADD COLUMN role TEXT NOT NULL DEFAULT 'admin' CHECK (role IN ('admin', 'file_manager'));
ALTER TABLE session ADD COLUMN role TEXT NOT NULL DEFAULT 'admin' CHECK (role IN ('admin', 'file_manager'));

-- Sessions of the operator, who works for no tenant: tenant_id is empty. A session ends with the key that opened it.
CREATE TABLE IF NOT EXISTS operator_session (
  tenant_id TEXT NOT NULL DEFAULT '' CHECK (tenant_id = ''),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  key_hash TEXT NOT NULL CHECK (length(key_hash) = 64),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, token_hash)
) STRICT, WITHOUT ROWID;

-- When a file manager set prefix and first number; NULL where the first document began the series.
ALTER TABLE number_series ADD COLUMN set_at TEXT CHECK (length(set_at) = 20);

-- A series is continuous (Belgian Royal Decree no. 1, art. 5): once it is there, only its next number moves, one at a time.
CREATE TRIGGER IF NOT EXISTS number_series_is_continuous BEFORE UPDATE ON number_series
WHEN NEW.tenant_id IS NOT OLD.tenant_id OR NEW.kind IS NOT OLD.kind OR NEW.year IS NOT OLD.year OR NEW.prefix IS NOT OLD.prefix
  OR NEW.set_at IS NOT OLD.set_at OR NEW.next_number IS NOT OLD.next_number + 1
BEGIN
SELECT RAISE(ABORT, 'number_series_is_continuous');
END;

CREATE TRIGGER IF NOT EXISTS number_series_never_deleted BEFORE DELETE ON number_series
BEGIN
SELECT RAISE(ABORT, 'number_series_is_continuous');
END;

-- A prefix belongs to one kind of document for ever, so that two kinds never make the same number. Those that new series
-- begin with (shared::billing::number) are taken from the start.
CREATE TRIGGER IF NOT EXISTS number_prefix_taken BEFORE INSERT ON number_series
WHEN EXISTS (SELECT 1 FROM number_series AS s WHERE s.tenant_id = NEW.tenant_id AND s.kind <> NEW.kind AND lower(s.prefix) = lower(NEW.prefix))
  OR (lower(NEW.prefix) = 'inv' AND NEW.kind <> 'invoice') OR (lower(NEW.prefix) = 'quo' AND NEW.kind <> 'quotation')
  OR (lower(NEW.prefix) = 'crn' AND NEW.kind <> 'credit_note')
BEGIN
SELECT RAISE(ABORT, 'number_prefix_taken');
END;

CREATE TRIGGER IF NOT EXISTS number_series_has_gap BEFORE INSERT ON document
WHEN NOT EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.kind = NEW.kind AND d.year = NEW.year AND d.sequence = NEW.sequence - 1)
  AND EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.kind = NEW.kind AND d.year = NEW.year)
BEGIN
SELECT RAISE(ABORT, 'number_series_has_gap');
END;

-- Dates ascend with numbers, whatever the clocks of two isolates say.
CREATE TRIGGER IF NOT EXISTS issue_date_before_last BEFORE INSERT ON document
WHEN NEW.issue_date < (SELECT d.issue_date FROM document AS d
  WHERE d.tenant_id = NEW.tenant_id AND d.kind = NEW.kind AND d.year = NEW.year AND d.sequence = NEW.sequence - 1)
BEGIN
SELECT RAISE(ABORT, 'issue_date_before_last');
END;

-- The state of an invoice, up to its due date and after it, in the order of shared::billing::balance: a test compares them.
CREATE VIEW IF NOT EXISTS invoice_state AS
SELECT b.tenant_id, b.document_id, b.total, b.credited, b.paid, b.cash_discount, max(b.total - b.credited - b.paid - b.cash_discount, 0) AS due,
  iif(b.credited > 0 AND b.credited >= b.total, 'credited', iif(b.total - b.credited - b.paid - b.cash_discount <= 0, 'paid',
    iif(b.paid > 0, 'partly_paid', 'open'))) AS state_in_time,
  iif(b.credited > 0 AND b.credited >= b.total, 'credited', iif(b.total - b.credited - b.paid - b.cash_discount <= 0, 'paid',
    'overdue')) AS state_when_late
FROM invoice_balance AS b;
