-- What can be booked, by whom, and when. Prices are INTEGER cents; rates are TEXT decimals.
CREATE TABLE IF NOT EXISTS service (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  description TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  position INTEGER NOT NULL,
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  slot_interval_minutes INTEGER NOT NULL CHECK (slot_interval_minutes BETWEEN 5 AND 1440),
  align_to_hour INTEGER NOT NULL DEFAULT 0 CHECK (align_to_hour IN (0, 1)),
  buffer_before_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_before_minutes BETWEEN 0 AND 720),
  buffer_after_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_after_minutes BETWEEN 0 AND 720),
  minimum_notice_minutes INTEGER NOT NULL DEFAULT 0 CHECK (minimum_notice_minutes BETWEEN 0 AND 525600),
  booking_window_days INTEGER NOT NULL DEFAULT 90 CHECK (booking_window_days BETWEEN 0 AND 730),
  capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity BETWEEN 1 AND 100),
  price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 99999999999),
  vat_included INTEGER NOT NULL CHECK (vat_included IN (0, 1)),
  vat_category TEXT NOT NULL CHECK (vat_category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  vat_rate TEXT NOT NULL,
  vat_exemption_reason TEXT,
  payment_terms TEXT CHECK (payment_terms IN ('no_payment', 'no_payment_card_on_file', 'deposit_fixed', 'deposit_percentage', 'full_payment', 'pre_authorization', 'pay_later')),
  payment_terms_value TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, slug)
) STRICT;

CREATE TABLE IF NOT EXISTS resource (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  position INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT;

-- Who can perform what.
CREATE TABLE IF NOT EXISTS service_resource (
  tenant_id TEXT NOT NULL,
  service_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  PRIMARY KEY (tenant_id, service_id, resource_id),
  FOREIGN KEY (tenant_id, service_id) REFERENCES service (tenant_id, id),
  FOREIGN KEY (tenant_id, resource_id) REFERENCES resource (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- Weekly hours in the tenant's wall time, half open; resource_id '' is the company, the outer bound of everybody's hours.
CREATE TABLE IF NOT EXISTS opening_hours (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  resource_id TEXT NOT NULL DEFAULT '',
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  PRIMARY KEY (tenant_id, resource_id, weekday, opens)
) STRICT, WITHOUT ROWID;

-- Hours of exactly one date, instead of the weekly ones; 00:00 to 00:00 closes the date.
CREATE TABLE IF NOT EXISTS date_override (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  resource_id TEXT NOT NULL DEFAULT '',
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  opens TEXT NOT NULL CHECK (opens GLOB '[0-2][0-9]:[0-5][0-9]'),
  closes TEXT NOT NULL CHECK (closes GLOB '[0-2][0-9]:[0-5][0-9]'),
  PRIMARY KEY (tenant_id, resource_id, date, opens)
) STRICT, WITHOUT ROWID;
