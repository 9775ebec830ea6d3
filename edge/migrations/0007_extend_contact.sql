-- Contacts as lists, searches and merges need them.
CREATE INDEX IF NOT EXISTS contact_by_name ON contact (tenant_id, sort_name, id) WHERE merged_into IS NULL;
CREATE INDEX IF NOT EXISTS contact_by_vat_identifier ON contact (tenant_id, vat_identifier) WHERE vat_identifier IS NOT NULL;
CREATE INDEX IF NOT EXISTS contact_by_merge ON contact (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX IF NOT EXISTS booking_by_contact ON booking (tenant_id, contact_id, starts_at);

-- A merge is never undone, and never leads to a contact that was merged itself: everything finds the survivor in one step.
CREATE TRIGGER IF NOT EXISTS contact_merge_is_final BEFORE UPDATE OF merged_into ON contact
WHEN OLD.merged_into IS NOT NULL AND NEW.merged_into IS NULL
BEGIN
SELECT RAISE(ABORT, 'contact_merge_is_final');
END;

CREATE TRIGGER IF NOT EXISTS contact_merges_into_survivor BEFORE UPDATE OF merged_into ON contact
WHEN NEW.merged_into IS NOT NULL AND EXISTS (SELECT 1 FROM contact AS s
  WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.merged_into AND s.merged_into IS NOT NULL)
BEGIN
SELECT RAISE(ABORT, 'contact_merges_into_survivor');
END;
