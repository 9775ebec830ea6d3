-- A business with its own settings, bookings and books. Every change of what a booking is decided from raises settings_version.
CREATE TABLE IF NOT EXISTS tenant (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 63),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  settings_version INTEGER NOT NULL DEFAULT 1 CHECK (settings_version > 0),
  time_zone TEXT NOT NULL,
  locale TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  accent TEXT NOT NULL DEFAULT '#0F5F57' CHECK (accent GLOB '#[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]'),
  -- the seller on documents
  legal_name TEXT NOT NULL,
  legal_form TEXT NOT NULL,
  registration TEXT NOT NULL,
  vat_identifier TEXT NOT NULL,
  street TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL CHECK (length(country) = 2),
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  iban TEXT NOT NULL,
  bic TEXT,
  -- Settings > Customer portal > Flags & permissions
  recurring_allowed INTEGER NOT NULL DEFAULT 0 CHECK (recurring_allowed IN (0, 1)),
  repeat_invoicing TEXT NOT NULL DEFAULT 'manual' CHECK (repeat_invoicing IN ('all_now', 'first_now', 'manual')),
  auto_invoice INTEGER NOT NULL DEFAULT 1 CHECK (auto_invoice IN (0, 1)),
  payment_terms TEXT NOT NULL DEFAULT 'no_payment' CHECK (payment_terms IN ('no_payment', 'no_payment_card_on_file', 'deposit_fixed', 'deposit_percentage', 'full_payment', 'pre_authorization', 'pay_later')),
  payment_terms_value TEXT NOT NULL DEFAULT '',
  quote_validity_days INTEGER NOT NULL DEFAULT 30 CHECK (quote_validity_days BETWEEN 1 AND 365),
  -- Settings > Cash discount: offered where the percentage is not empty
  cash_discount_percentage TEXT NOT NULL DEFAULT '',
  cash_discount_days INTEGER NOT NULL DEFAULT 8 CHECK (cash_discount_days BETWEEN 1 AND 60)
) STRICT;

-- Sites that may embed the widget: exact origins, such as https://www.example.com.
CREATE TABLE IF NOT EXISTS allowed_origin (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  origin TEXT NOT NULL CHECK (length(origin) BETWEEN 8 AND 270),
  PRIMARY KEY (tenant_id, origin)
) STRICT, WITHOUT ROWID;

-- Keys of the dashboard: only the SHA-256 (hex) of a high-entropy key is kept.
CREATE TABLE IF NOT EXISTS admin_key (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  key_hash TEXT NOT NULL UNIQUE CHECK (length(key_hash) = 64),
  label TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, key_hash)
) STRICT, WITHOUT ROWID;

-- Dashboard sessions: only the SHA-256 (hex) of the cookie is kept. Times are UTC seconds.
CREATE TABLE IF NOT EXISTS session (
  tenant_id TEXT NOT NULL REFERENCES tenant (id),
  token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, token_hash)
) STRICT, WITHOUT ROWID;

-- Failed sign-ins per address hash and window; no tenant is known yet, so tenant_id is empty.
CREATE TABLE IF NOT EXISTS sign_in_attempt (
  tenant_id TEXT NOT NULL DEFAULT '',
  address_hash TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts > 0),
  PRIMARY KEY (tenant_id, address_hash, window_start)
) STRICT, WITHOUT ROWID;
