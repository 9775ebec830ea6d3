-- What a tenant prints above and below its documents, as the model of shared::billing::letterhead; no row: documents look as they
-- do without one. A document keeps its own copy. Every change raises the tenant's settings_version.
CREATE TABLE IF NOT EXISTS letterhead (
  tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id),
  content TEXT NOT NULL CHECK (json_valid(content) AND length(content) <= 65536)
) STRICT, WITHOUT ROWID;
