-- Uploaded files by the SHA-256 (hex) of their bytes, which lie in the file store under the same name. A row never changes.
CREATE TABLE IF NOT EXISTS file (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL CHECK (length(media_type) BETWEEN 3 AND 100),
  size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 2097152),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS file_never_updated BEFORE UPDATE ON file
BEGIN
SELECT RAISE(ABORT, 'file_is_immutable');
END;

-- REPLACE would take the old row away without asking any trigger on DELETE.
CREATE TRIGGER IF NOT EXISTS file_never_replaced BEFORE INSERT ON file
WHEN EXISTS (SELECT 1 FROM file AS f WHERE f.tenant_id = NEW.tenant_id AND f.sha256 = NEW.sha256)
BEGIN
SELECT RAISE(ABORT, 'file_is_immutable');
END;

-- Files of a document that is being written, under the handle that the document will have; in the order of rowid.
CREATE TABLE IF NOT EXISTS draft_attachment (
  tenant_id TEXT NOT NULL,
  draft_id TEXT NOT NULL CHECK (length(draft_id) = 22),
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 100),
  PRIMARY KEY (tenant_id, draft_id, sha256),
  FOREIGN KEY (tenant_id, sha256) REFERENCES file (tenant_id, sha256)
) STRICT;

-- What is issued has its files inside, and takes no more.
CREATE TRIGGER IF NOT EXISTS attachment_of_issued BEFORE INSERT ON draft_attachment
WHEN EXISTS (SELECT 1 FROM document AS d WHERE d.tenant_id = NEW.tenant_id AND d.id = NEW.draft_id)
BEGIN
SELECT RAISE(ABORT, 'draft_already_issued');
END;

CREATE TRIGGER IF NOT EXISTS attachments_too_many BEFORE INSERT ON draft_attachment
WHEN (SELECT count(*) FROM draft_attachment AS a WHERE a.tenant_id = NEW.tenant_id AND a.draft_id = NEW.draft_id) >= 20
BEGIN
SELECT RAISE(ABORT, 'attachments_too_many');
END;

CREATE TRIGGER IF NOT EXISTS attachments_too_large AFTER INSERT ON draft_attachment
WHEN (SELECT sum(f.size) FROM draft_attachment AS a JOIN file AS f ON f.tenant_id = a.tenant_id AND f.sha256 = a.sha256
  WHERE a.tenant_id = NEW.tenant_id AND a.draft_id = NEW.draft_id) > 10485760
BEGIN
SELECT RAISE(ABORT, 'attachments_too_large');
END;

-- Settings > Sales conditions: one PDF, and whether new documents take it without being asked.
CREATE TABLE IF NOT EXISTS sales_conditions (
  tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id),
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 100),
  pages INTEGER NOT NULL CHECK (pages BETWEEN 1 AND 20),
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  FOREIGN KEY (tenant_id, sha256) REFERENCES file (tenant_id, sha256)
) STRICT;

-- The PDF of a document as it was drawn first. Whatever is delivered later has the same bytes.
CREATE TABLE IF NOT EXISTS document_file (
  tenant_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size > 0),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  PRIMARY KEY (tenant_id, document_id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS document_file_never_updated BEFORE UPDATE ON document_file
BEGIN
SELECT RAISE(ABORT, 'document_file_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS document_file_never_deleted BEFORE DELETE ON document_file
BEGIN
SELECT RAISE(ABORT, 'document_file_is_immutable');
END;

CREATE TRIGGER IF NOT EXISTS document_file_never_replaced BEFORE INSERT ON document_file
WHEN EXISTS (SELECT 1 FROM document_file AS f WHERE f.tenant_id = NEW.tenant_id AND f.document_id = NEW.document_id)
BEGIN
SELECT RAISE(ABORT, 'document_file_is_immutable');
END;
