// GET /api/v1/{tenant}: what can be booked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { book, getCatalogue, send, tenantsOf } from "../lib/client.mjs";
import { assertProblem } from "../lib/problems.mjs";

const tenant = tenantsOf(import.meta.url);

test("the catalogue names the tenant, its services in order, and what the portal allows", async () => {
  const slug = tenant();
  const { status, type, body } = await getCatalogue(slug);
  assert.equal(status, 200);
  assert.match(type, /^application\/json/);
  assert.deepEqual(body.tenant, {
    slug, name: `Tenant ${slug}`, time_zone: "Europe/Brussels", locale: "en-BE", currency: "EUR", accent: "#0F5F57", phone: "+32 9 000 00 00", country: "BE",
  });
  assert.deepEqual(body.services.map((service) => service.slug), ["visit", "course", "window"]);
  assert.deepEqual(body.services[0], {
    slug: "visit",
    name: "Home visit",
    description: "About Home visit.",
    duration_minutes: 60,
    price: { amount: "60.00", currency: "EUR", vat_rate: "21", vat_included: false },
    offer: {
      document: { kind: "invoice", amount_due: "72.60", due_at_booking: "0.00", due: "service_day" },
      total_without_vat: "60.00",
      vat_total: "12.60",
      total_with_vat: "72.60",
    },
  });
  assert.equal(body.services[2].price.vat_included, true);
  assert.deepEqual(body.portal, { recurring_allowed: false, sales_invoicing: true, change_notice_minutes: 0 });
  assert.deepEqual(Object.keys(body).sort(), ["portal", "services", "tenant"]);
});

for (const kind of ["invoice", "quote", "later", "repeat"]) {
  test(`${kind}: nothing in the answer of a booking that the catalogue did not say`, async () => {
    const slug = tenant(kind);
    const { body } = await getCatalogue(slug);
    for (const service of body.services) {
      const { answer } = await book(slug, { service: service.slug });
      const { offer } = service;
      const { number, issue_date, currency, url, pdf_url, ...agreed } = answer.document;
      const { due, due_at_booking, due_date, ...document } = offer.document;
      const { total_without_vat, vat_total, total_with_vat } = offer;
      const told = { ...document, total_without_vat, vat_total, total_with_vat };
      if (due) told.due_date = due === "date" ? due_date : new Date(answer.booking.starts_at).toLocaleDateString("sv", { timeZone: body.tenant.time_zone });
      assert.deepEqual(agreed, told);
      assert.equal(currency, service.price.currency);
    }
  });
}

test("HEAD answers like GET, without a body", async () => {
  const answer = await getCatalogue(tenant(), { method: "HEAD" });
  assert.equal(answer.status, 200);
  assert.equal(answer.text, "");
});

test("an unknown tenant is not found", async () => assertProblem(await getCatalogue("nobody"), 404, "not-found"));

test("a tenant that is no slug is not found", async () => {
  for (const slug of ["No%20Slug", "%27%3B--", "a".repeat(300)]) assertProblem(await getCatalogue(slug), 404, "not-found");
});

test("another method is refused, and the answer names the allowed ones", async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const answer = await getCatalogue("nobody", { method });
    assertProblem(answer, 405, "method-not-allowed");
    assert.match(answer.headers.get("allow") ?? "", /GET/);
  }
});

test("an unknown path of the API is a problem too", async () => {
  assertProblem(await send("/api/v1"), 404, "not-found");
  assertProblem(await send("/api/v2/demo"), 404, "not-found");
  assertProblem(await send("/api/v1/demo/nothing"), 404, "not-found");
});
