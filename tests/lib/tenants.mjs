// Tenants made for tests: every test file gets its own, so no test can disturb the slots or numbers of another file.
import { createHash } from "node:crypto";

const quoted = (value) => {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
};

function insert(table, row) {
  const columns = Object.keys(row);
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((column) => quoted(row[column])).join(", ")});`;
}

/** The site whose pages may call the API for every test tenant. */
export const site = "https://www.site.example";

/** The admin key of a test tenant; derived, so that every process of a run knows it. */
export const adminKey = (slug) => `bsk_${createHash("sha256").update(`admin key of ${slug}`).digest("base64url")}`;
const hashOf = (key) => createHash("sha256").update(key).digest("hex");

/**
 * SQL of one tenant: two people who both do every service, open 08:00 to 20:00 on each day of the week.
 * `visit` takes an hour; `course` has three seats and is given by Ada alone; `window` includes VAT and has buffers.
 */
export function tenantSql({ slug, name = `Tenant ${slug}`, settings = {}, origins = [site] }) {
  const id = `id-${slug}`;
  const rows = [
    ["tenant", {
      id, slug, name, time_zone: "Europe/Brussels", locale: "en-BE", currency: "EUR", legal_name: `${name} Ltd`,
      legal_form: "BV", registration: "0202239951", vat_identifier: "BE0202239951", street: "Kouter 1", postal_code: "9000",
      city: "Ghent", country: "BE", email: `hello@${slug}.example`, phone: "+32 9 000 00 00", iban: "BE68539007547034",
      bic: null, ...settings,
    }],
    ...origins.map((origin) => ["allowed_origin", { tenant_id: id, origin }]),
    ["admin_key", { tenant_id: id, key_hash: hashOf(adminKey(slug)), label: "tests", created_at: "2026-01-01T00:00:00Z" }],
  ];
  const services = [
    { slug: "visit", name: "Home visit", price: 6000, vat_included: 0, capacity: 1 },
    { slug: "course", name: "Course", price: 2500, vat_included: 0, capacity: 3 },
    { slug: "window", name: "Windows", price: 12100, vat_included: 1, capacity: 1, buffer_before_minutes: 15, buffer_after_minutes: 15 },
  ];
  services.forEach((service, index) => rows.push(["service", {
    tenant_id: id, id: `${id}-${service.slug}`, description: `About ${service.name}.`, position: index, duration_minutes: 60,
    slot_interval_minutes: 60, vat_category: "S", vat_rate: "21", booking_window_days: 180, ...service,
  }]));
  ["ada", "bo"].forEach((person, index) =>
    rows.push(["resource", { tenant_id: id, id: `${id}-${person}`, name: person === "ada" ? "Ada" : "Bo", position: index }]),
  );
  for (const [service, person] of [["visit", "ada"], ["visit", "bo"], ["course", "ada"], ["window", "ada"], ["window", "bo"]]) {
    rows.push(["service_resource", { tenant_id: id, service_id: `${id}-${service}`, resource_id: `${id}-${person}` }]);
  }
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    rows.push(["opening_hours", { tenant_id: id, resource_id: "", weekday, opens: "08:00", closes: "20:00" }]);
  }
  return rows.map(([table, row]) => insert(table, row)).join("\n");
}

/** Tenants with each a different rule for their documents; a test asks for the kind that it needs. */
export const kinds = {
  /** Flag on, no payment asked: an invoice in the answer. */
  invoice: { auto_invoice: 1, payment_terms: "no_payment" },
  /** Flag off, no payment asked: a quote in the answer. */
  quote: { auto_invoice: 0, payment_terms: "no_payment" },
  /** A stored "off" that has no effect, because these terms ask for money. */
  later: { auto_invoice: 0, payment_terms: "pay_later", payment_terms_value: "14" },
  /** Repeat bookings are allowed, so the flag is hidden and their own option decides. */
  repeat: { auto_invoice: 1, recurring_allowed: 1, repeat_invoicing: "manual", payment_terms: "no_payment" },
};

/** How many tenants of each kind a test file has. */
const perKind = 6;

/** The slugs of a test file's tenants of one kind. */
export const slugsOf = (file, kind) =>
  Array.from({ length: perKind }, (_, index) => `${file.replaceAll("_", "-")}-${kind}-${index + 1}`);

/** A booking that took place long ago: its manage link has expired. The real clock offers no other way to have one. */
export const pastBooking = { tenant: slugsOf("links", "invoice")[0], id: "01900000-0000-7000-8000-000000000001", endsAt: "2024-05-06T09:00:00Z", expiresOn: "2025-05-06" };

function pastBookingSql() {
  const tenant_id = `id-${pastBooking.tenant}`;
  const rows = [
    ["contact", { tenant_id, id: "past", email: "past@example.com", name: "Past", created_at: "2024-01-01T00:00:00Z" }],
    ["booking", {
      tenant_id, id: pastBooking.id, request_hash: "0".repeat(64), reference: "B-PAST", status: "confirmed", contact_id: "past",
      service_id: `${tenant_id}-visit`, service_name: "Home visit", resource_id: `${tenant_id}-ada`, resource_name: "Ada", seats: 1,
      starts_at: "2024-05-06T08:00:00Z", ends_at: pastBooking.endsAt, time_zone: "Europe/Brussels", local_starts_at: "2024-05-06T10:00",
      local_ends_at: "2024-05-06T11:00", language: "en", customer: '{"name":"Past","email":"past@example.com"}', customer_name: "Past",
      created_at: "2024-01-01T00:00:00Z",
    }],
  ];
  return rows.map(([table, row]) => insert(table, row)).join("\n");
}

/** SQL of every tenant of these test files. */
export const seedSql = (files) =>
  [
    ...files.flatMap((file) => Object.entries(kinds).flatMap(([kind, settings]) => slugsOf(file, kind).map((slug) => tenantSql({ slug, settings })))),
    pastBookingSql(),
  ].join("\n");
