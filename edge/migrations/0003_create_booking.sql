-- Whom a tenant invoices: who booked, once per e-mail address, and who was added by an admin. A later booking never rewrites an
-- earlier contact: the form is open to everybody, so the booking keeps what was typed and the contact stays what the tenant knows.
-- A contact that was merged stays too, so that everything that names it still finds the one it became.
CREATE TABLE IF NOT EXISTS contact (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('company', 'person')),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  contact_person TEXT CHECK (length(contact_person) BETWEEN 1 AND 120),
  vat_identifier TEXT CHECK (length(vat_identifier) BETWEEN 4 AND 15),
  email TEXT COLLATE NOCASE CHECK (length(email) BETWEEN 3 AND 254),
  phone TEXT CHECK (length(phone) BETWEEN 6 AND 32),
  street TEXT CHECK (length(street) BETWEEN 1 AND 120),
  postal_code TEXT CHECK (length(postal_code) BETWEEN 1 AND 12),
  city TEXT CHECK (length(city) BETWEEN 1 AND 120),
  country TEXT CHECK (length(country) = 2),
  language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'nl', 'fr', 'de')),
  -- folded by shared::search, for lists and searches: without case and accents
  sort_name TEXT NOT NULL DEFAULT '',
  search_text TEXT NOT NULL DEFAULT '',
  -- raised by every change, so that two windows never overwrite each other
  version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
  merged_into TEXT CHECK (merged_into <> id),
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email),
  FOREIGN KEY (tenant_id, merged_into) REFERENCES contact (tenant_id, id),
  CONSTRAINT address_is_whole CHECK ((street IS NULL) = (postal_code IS NULL) AND (street IS NULL) = (city IS NULL) AND (street IS NULL) = (country IS NULL)),
  CONSTRAINT person_has_no_company CHECK (kind = 'company' OR (contact_person IS NULL AND vat_identifier IS NULL))
) STRICT;

CREATE TABLE IF NOT EXISTS booking (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL CHECK (length(id) = 36),
  request_hash TEXT NOT NULL CHECK (length(request_hash) = 64),
  reference TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'cancelled')),
  contact_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  service_name TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  resource_name TEXT NOT NULL,
  seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 100),
  -- UTC instants of fixed width; the wall time is what the customer agreed to, should zone rules change
  starts_at TEXT NOT NULL CHECK (length(starts_at) = 20),
  ends_at TEXT NOT NULL CHECK (length(ends_at) = 20 AND ends_at > starts_at),
  time_zone TEXT NOT NULL,
  local_starts_at TEXT NOT NULL CHECK (length(local_starts_at) = 16),
  local_ends_at TEXT NOT NULL CHECK (length(local_ends_at) = 16),
  language TEXT NOT NULL CHECK (language IN ('en', 'nl', 'fr', 'de')),
  customer TEXT NOT NULL CHECK (json_valid(customer)),
  customer_name TEXT NOT NULL,
  notes TEXT,
  -- SEQUENCE of RFC 5545: raised with every change that calendars must notice
  sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  created_at TEXT NOT NULL CHECK (length(created_at) = 20),
  cancelled_at TEXT CHECK (cancelled_at IS NULL OR length(cancelled_at) = 20),
  cancelled_by TEXT CHECK (cancelled_by IN ('customer', 'admin')),
  link_version INTEGER NOT NULL DEFAULT 1 CHECK (link_version > 0),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES resource (tenant_id, id),
  CONSTRAINT cancelled_has_time CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))
) STRICT;
CREATE INDEX IF NOT EXISTS booking_by_start ON booking (tenant_id, starts_at);
CREATE INDEX IF NOT EXISTS booking_by_creation ON booking (tenant_id, created_at);

-- A booking's status only moves forward.
CREATE TRIGGER IF NOT EXISTS booking_status_forward BEFORE UPDATE OF status ON booking
WHEN OLD.status = 'cancelled' AND NEW.status <> 'cancelled'
BEGIN
SELECT RAISE(ABORT, 'booking_already_cancelled');
END;

-- Busy intervals in UTC seconds, half open, buffers included. Rows are inserted and deleted, never updated.
-- An interval lasts two days at the most, which bounds every overlap query from below.
CREATE TABLE IF NOT EXISTS busy (
  tenant_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  booking_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
  busy_from INTEGER NOT NULL CHECK (busy_from <= starts_at),
  busy_until INTEGER NOT NULL CHECK (busy_until >= ends_at AND busy_until - busy_from <= 172800),
  seats INTEGER NOT NULL CHECK (seats >= 1),
  capacity INTEGER NOT NULL CHECK (capacity >= 1),
  PRIMARY KEY (tenant_id, resource_id, busy_from, booking_id),
  UNIQUE (tenant_id, booking_id),
  FOREIGN KEY (tenant_id, booking_id) REFERENCES booking (tenant_id, id),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES resource (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS busy_no_overlap BEFORE INSERT ON busy
WHEN EXISTS (SELECT 1 FROM busy AS b WHERE b.tenant_id = NEW.tenant_id AND b.resource_id = NEW.resource_id
  AND b.busy_from > NEW.busy_from - 172800 AND b.busy_from < NEW.busy_until AND b.busy_until > NEW.busy_from
  AND NOT (b.service_id = NEW.service_id AND b.starts_at = NEW.starts_at AND b.ends_at = NEW.ends_at))
BEGIN
SELECT RAISE(ABORT, 'slot_taken');
END;

-- Bookings of one session (same service, start and end) share its seats.
CREATE TRIGGER IF NOT EXISTS busy_seats BEFORE INSERT ON busy
WHEN NEW.seats + (SELECT coalesce(sum(b.seats), 0) FROM busy AS b WHERE b.tenant_id = NEW.tenant_id
  AND b.resource_id = NEW.resource_id AND b.busy_from > NEW.busy_from - 172800 AND b.busy_from < NEW.busy_until
  AND b.service_id = NEW.service_id AND b.starts_at = NEW.starts_at AND b.ends_at = NEW.ends_at) > NEW.capacity
BEGIN
SELECT RAISE(ABORT, 'slot_taken');
END;

CREATE TRIGGER IF NOT EXISTS busy_never_updated BEFORE UPDATE ON busy
BEGIN
SELECT RAISE(ABORT, 'busy_is_immutable');
END;
