-- VAT codes of a tenant. The Belgian ones are built into the program: a row here takes the place of the one with the same
-- code and first day, or stands beside them. Documents keep what a code said when they were made.
CREATE TABLE IF NOT EXISTS vat_code (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
  valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
  valid_to TEXT CHECK (length(valid_to) = 10 AND valid_to >= valid_from),
  category TEXT NOT NULL CHECK (category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  rate TEXT NOT NULL,
  exemption_code TEXT,
  label_nl TEXT NOT NULL,
  label_fr TEXT NOT NULL,
  label_en TEXT NOT NULL,
  label_de TEXT NOT NULL,
  sentence_nl TEXT NOT NULL CHECK (length(sentence_nl) <= 1000),
  sentence_fr TEXT NOT NULL CHECK (length(sentence_fr) <= 1000),
  sentence_en TEXT NOT NULL CHECK (length(sentence_en) <= 1000),
  sentence_de TEXT NOT NULL CHECK (length(sentence_de) <= 1000),
  PRIMARY KEY (tenant_id, code, valid_from),
  CONSTRAINT only_taxed_sales_have_a_rate CHECK ((category = 'S') = (rate <> '0'))
) STRICT, WITHOUT ROWID;

-- Items: what lines are made from. A text item has no price, no unit and no VAT code. The id comes with the form that adds it;
-- version is raised by every change, so a form of an older version changes nothing.
CREATE TABLE IF NOT EXISTS item (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 36),
  code TEXT NOT NULL DEFAULT '' COLLATE NOCASE CHECK (length(code) <= 20),
  description TEXT NOT NULL CHECK (length(description) BETWEEN 1 AND 120),
  text TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 2000),
  unit_code TEXT,
  unit_price TEXT,
  vat_code TEXT,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  archived_at TEXT CHECK (length(archived_at) = 20),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT priced_or_text CHECK ((unit_price IS NULL) = (unit_code IS NULL) AND (unit_price IS NULL) = (vat_code IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS item_code ON item (tenant_id, code) WHERE code <> '';
CREATE INDEX IF NOT EXISTS item_by_vat_code ON item (tenant_id, vat_code) WHERE vat_code IS NOT NULL;
