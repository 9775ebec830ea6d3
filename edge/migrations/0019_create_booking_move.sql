-- Moving a booking. The links that the customer has keep working, because they are signed with the end that the booking had
-- when it was made: first_ends_at, empty until it is moved.
ALTER TABLE booking ADD COLUMN first_ends_at TEXT CHECK (first_ends_at IS NULL OR length(first_ends_at) = 20);

-- What a booking was moved from and to. sequence is the SEQUENCE that the calendar file has since then.
CREATE TABLE IF NOT EXISTS booking_move (
  tenant_id TEXT NOT NULL,
  booking_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  from_starts_at TEXT NOT NULL CHECK (length(from_starts_at) = 20),
  from_local_starts_at TEXT NOT NULL CHECK (length(from_local_starts_at) = 16),
  from_local_ends_at TEXT NOT NULL CHECK (length(from_local_ends_at) = 16),
  from_resource_name TEXT NOT NULL,
  starts_at TEXT NOT NULL CHECK (length(starts_at) = 20 AND starts_at <> from_starts_at),
  local_starts_at TEXT NOT NULL CHECK (length(local_starts_at) = 16),
  local_ends_at TEXT NOT NULL CHECK (length(local_ends_at) = 16),
  moved_at TEXT NOT NULL CHECK (length(moved_at) = 20),
  moved_by TEXT NOT NULL CHECK (moved_by IN ('customer', 'admin')),
  PRIMARY KEY (tenant_id, booking_id, sequence),
  FOREIGN KEY (tenant_id, booking_id) REFERENCES booking (tenant_id, id)
) STRICT;

CREATE TRIGGER IF NOT EXISTS booking_move_never_updated BEFORE UPDATE ON booking_move
BEGIN
SELECT RAISE(ABORT, 'booking_move_is_final');
END;

CREATE TRIGGER IF NOT EXISTS booking_move_never_deleted BEFORE DELETE ON booking_move
BEGIN
SELECT RAISE(ABORT, 'booking_move_is_final');
END;
