// Questions to the database that must have no answer, asked of a copy after the Worker has stopped.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";

export const openCopy = (file) => new DatabaseSync(file);

/** Each query finds what must not exist. */
const mustBeEmpty = {
  "two bookings at the same time on one resource": `
    SELECT a.booking_id, b.booking_id FROM busy AS a JOIN busy AS b
      ON a.tenant_id = b.tenant_id AND a.resource_id = b.resource_id AND a.booking_id < b.booking_id
      AND a.busy_from < b.busy_until AND b.busy_from < a.busy_until
      AND NOT (a.service_id = b.service_id AND a.starts_at = b.starts_at AND a.ends_at = b.ends_at)`,
  "a session with more seats than it has": `
    SELECT resource_id, starts_at FROM busy GROUP BY tenant_id, resource_id, service_id, starts_at, ends_at
      HAVING sum(seats) > min(capacity)`,
  "a booking without a document": `
    SELECT id FROM booking AS b WHERE NOT EXISTS
      (SELECT 1 FROM document AS d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id)`,
  "a document without its outbox row": `
    SELECT id FROM document AS d WHERE NOT EXISTS
      (SELECT 1 FROM outbox AS o WHERE o.tenant_id = d.tenant_id AND o.subject_id = d.id AND o.task = 'render_document')`,
  "a confirmed booking that blocks no time": `
    SELECT id FROM booking AS b WHERE status = 'confirmed' AND NOT EXISTS
      (SELECT 1 FROM busy AS x WHERE x.tenant_id = b.tenant_id AND x.booking_id = b.id)`,
  "a series with a gap": `
    SELECT tenant_id, kind, year FROM document GROUP BY tenant_id, kind, year
      HAVING count(*) <> max(sequence) OR min(sequence) <> 1`,
  "a series whose next number is not the next": `
    SELECT s.tenant_id, s.kind, s.year FROM number_series AS s WHERE s.next_number <> 1 +
      (SELECT count(*) FROM document AS d WHERE d.tenant_id = s.tenant_id AND d.kind = s.kind AND d.year = s.year)`,
  "a broken guard": `SELECT reason FROM guard`,
  "a foreign key that leads nowhere": `PRAGMA foreign_key_check`,
};

/** The file is whole and every invariant holds. */
export function assertSound(database) {
  assert.deepEqual(database.prepare("PRAGMA integrity_check").all().map((row) => ({ ...row })), [{ integrity_check: "ok" }]);
  for (const [what, query] of Object.entries(mustBeEmpty)) {
    assert.deepEqual(database.prepare(query).all().map((row) => ({ ...row })), [], what);
  }
}

/** The invoices are 1 to `count`, or to whatever there is, without a gap. */
export function assertGapless(database, count) {
  const sequences = database.prepare("SELECT sequence FROM document WHERE kind = 'invoice' ORDER BY sequence").all().map((row) => row.sequence);
  assert.deepEqual(sequences, Array.from({ length: count ?? sequences.length }, (_, index) => index + 1));
  return sequences.length;
}
