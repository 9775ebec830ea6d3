-- Through which access point a tenant sends over Peppol. Its keys are sealed (AES-256-GCM under DATA_KEY); version is raised by every
-- change, so a form of an older version changes nothing. key_refused_at says since when the access point does not take the key.
CREATE TABLE IF NOT EXISTS access_point (
  tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenant (id),
  provider TEXT NOT NULL CHECK (provider IN ('recommand', 'e_invoice_be', 'generic', 'demo')),
  company_id TEXT CHECK (length(company_id) BETWEEN 1 AND 100),
  base_url TEXT CHECK (length(base_url) BETWEEN 1 AND 2000),
  sealed_key TEXT CHECK (length(sealed_key) BETWEEN 1 AND 2000),
  sealed_secret TEXT CHECK (length(sealed_secret) BETWEEN 1 AND 2000),
  key_refused_at TEXT CHECK (length(key_refused_at) = 20),
  version INTEGER NOT NULL CHECK (version > 0),
  changed_at TEXT NOT NULL CHECK (length(changed_at) = 20),
  CONSTRAINT each_provider_has_what_it_needs CHECK (
    (provider = 'demo') = (sealed_key IS NULL) AND (provider = 'recommand') = (sealed_secret IS NOT NULL)
    AND (provider = 'recommand') = (company_id IS NOT NULL) AND (provider = 'generic') = (base_url IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What an access point was asked to send: written before the request, so that whoever comes after a lost answer knows that there was
-- one. A retry is the same sending. Another sending of a document begins only where it is known that the ones before were not sent, so
-- it is sent once. lost: nobody can say what became of it, and a person has to look.
CREATE TABLE IF NOT EXISTS access_point_document (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  number TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
  sending INTEGER NOT NULL CHECK (sending >= 1),
  provider TEXT NOT NULL CHECK (provider IN ('recommand', 'e_invoice_be', 'generic', 'demo')),
  company_id TEXT NOT NULL CHECK (length(company_id) <= 100),
  provider_id TEXT CHECK (length(provider_id) BETWEEN 1 AND 200),
  message_id TEXT CHECK (length(message_id) BETWEEN 1 AND 500),
  state TEXT NOT NULL CHECK (state IN ('started', 'lost', 'not_sent', 'accepted')),
  attempted_at TEXT NOT NULL CHECK (length(attempted_at) = 20),
  PRIMARY KEY (tenant_id, number, sending),
  CONSTRAINT accepted_has_an_id CHECK (state <> 'accepted' OR provider_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS access_point_document_sends_once BEFORE INSERT ON access_point_document
WHEN EXISTS (SELECT 1 FROM access_point_document AS e WHERE e.tenant_id = NEW.tenant_id AND e.number = NEW.number
  AND e.sending <> NEW.sending AND e.state <> 'not_sent')
BEGIN SELECT RAISE(ABORT, 'access_point_document_sends_once'); END;
CREATE TRIGGER IF NOT EXISTS access_point_document_is_final BEFORE UPDATE ON access_point_document
WHEN OLD.state IN ('accepted', 'not_sent')
BEGIN SELECT RAISE(ABORT, 'access_point_document_is_final'); END;
CREATE TRIGGER IF NOT EXISTS access_point_document_stays BEFORE DELETE ON access_point_document
WHEN OLD.state <> 'started'
BEGIN SELECT RAISE(ABORT, 'access_point_document_is_final'); END;

-- What the last lookup of a participant found out. Read as an answer for 15 minutes only (one minute for unknown), and shown with its
-- date after that.
CREATE TABLE IF NOT EXISTS peppol_lookup (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  network TEXT NOT NULL CHECK (network IN ('production', 'test', 'demo')),
  participant TEXT NOT NULL CHECK (length(participant) BETWEEN 6 AND 140),
  answer TEXT NOT NULL CHECK (answer IN ('registered', 'registered_without_invoice', 'not_registered', 'unknown')),
  accepts_invoice INTEGER NOT NULL CHECK (accepts_invoice IN (0, 1)),
  accepts_credit_note INTEGER NOT NULL CHECK (accepts_credit_note IN (0, 1)),
  detail TEXT NOT NULL CHECK (length(detail) <= 500),
  looked_up_at TEXT NOT NULL CHECK (length(looked_up_at) = 20),
  PRIMARY KEY (tenant_id, network, participant)
) STRICT, WITHOUT ROWID;
