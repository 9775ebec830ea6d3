-- A row that may never exist: inserting one rolls the batch back, and the CHECK that refuses it names why.
-- A new reason means a new table in a later migration, with the old reasons kept. Never write INSERT OR IGNORE into it.
CREATE TABLE IF NOT EXISTS guard (
  reason TEXT NOT NULL,
  CONSTRAINT settings_changed CHECK (reason <> 'settings_changed'),
  CONSTRAINT slot_taken CHECK (reason <> 'slot_taken'),
  CONSTRAINT quote_already_converted CHECK (reason <> 'quote_already_converted'),
  CONSTRAINT booking_already_cancelled CHECK (reason <> 'booking_already_cancelled'),
  CONSTRAINT credited_meanwhile CHECK (reason <> 'credited_meanwhile'),
  CONSTRAINT contact_changed CHECK (reason <> 'contact_changed'),
  CONSTRAINT attachments_changed CHECK (reason <> 'attachments_changed'),
  CONSTRAINT draft_changed CHECK (reason <> 'draft_changed'),
  CONSTRAINT prepayments_changed CHECK (reason <> 'prepayments_changed'),
  CONSTRAINT lease_lost CHECK (reason <> 'lease_lost'),
  CONSTRAINT access_point_changed CHECK (reason <> 'access_point_changed'),
  CONSTRAINT booking_moved CHECK (reason <> 'booking_moved'),
  CONSTRAINT booking_invoiced CHECK (reason <> 'booking_invoiced'),
  CONSTRAINT unknown_guard CHECK (reason IN ('settings_changed', 'slot_taken', 'quote_already_converted', 'booking_already_cancelled', 'credited_meanwhile', 'contact_changed', 'attachments_changed', 'draft_changed', 'prepayments_changed', 'lease_lost', 'access_point_changed', 'booking_moved', 'booking_invoiced'))
) STRICT;
