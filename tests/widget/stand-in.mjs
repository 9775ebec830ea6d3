// Bookslip and a site that embeds it, as two small servers on this machine: the built widget with an API of fixed answers, and
// host pages that a test makes up. What the API really decides is tested elsewhere; here every answer is what the test needs.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { at } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";

const types = { ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".wasm": "application/wasm" };

/** The instant at which every picture is taken, and from which the fixtures count: a Monday morning. */
export const now = new Date("2026-11-30T09:00:00Z");

const price = (amount, more = {}) => ({ amount, currency: "EUR", vat_rate: "21", vat_included: true, ...more });

/** Names of every length, as owners write them. */
export const services = [
  { slug: "cleaning", name: "Home cleaning", description: "Kitchen, bathroom, floors and dust, in the order you like best.", duration_minutes: 180, price: price("85.00") },
  { slug: "windows", name: "Windows, inside and outside", description: "", duration_minutes: 90, price: price("72.60") },
  { slug: "office", name: "Office cleaning", description: "Before nine or after five.", duration_minutes: 120, price: price("120.00", { vat_included: false }) },
  {
    slug: "long", name: "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsberatung",
    description: "Für Menschen, die eine Rechtsschutzversicherungsgesellschaftsangelegenheit zu klären haben.", duration_minutes: 45, price: price("1234567.89"),
  },
];

/** What a booking of a service agrees to: an invoice of its price, due on a fixed day. */
function offerOf({ price: { amount, vat_rate: rate, vat_included: isIncluded } }) {
  const cents = Math.round(Number(amount) * 100);
  const net = isIncluded ? Math.round((cents * 100) / (100 + Number(rate))) : cents;
  const gross = isIncluded ? cents : cents + Math.round((cents * Number(rate)) / 100);
  const text = (value) => (value / 100).toFixed(2);
  return {
    document: { kind: "invoice", amount_due: text(gross), due_at_booking: "0.00", due: "date", due_date: "2026-12-14" },
    total_without_vat: text(net), vat_total: text(gross - net), total_with_vat: text(gross),
  };
}

/** A catalogue with these services; `tenant` overrides what customers see of it. */
export const catalogue = (offered = services, tenant = {}) => ({
  tenant: { slug: "demo", name: "Helder Schoonmaak", time_zone: "Europe/Brussels", locale: "en-BE", currency: "EUR", accent: "#0F5F57", phone: "+32 9 233 44 55", country: "BE", ...tenant },
  services: offered.map((service) => ({ offer: offerOf(service), ...service })),
  portal: { recurring_allowed: false, sales_invoicing: true },
});

/** Starts on the hour between 9 and 17 in Brussels (an hour ahead of UTC), none at weekends, every Thursday taken. */
export function slotList(from, to) {
  const slots = [];
  const full = [];
  for (let day = Math.max(Date.parse(from), Date.parse("2026-12-01")); day <= Date.parse(to); day += 864e5) {
    const date = new Date(day).toISOString().slice(0, 10);
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    if (weekday === 4) full.push(date);
    else for (let hour = 8; hour < 16; hour += 1) slots.push({ starts_at: `${date}T${String(hour).padStart(2, "0")}:00:00Z`, ends_at: `${date}T${String(hour + 1).padStart(2, "0")}:00:00Z`, seats_left: 1 });
  }
  return { time_zone: "Europe/Brussels", slots, full };
}

/** The answer to a booking: an invoice unless it is a quote. */
export function bookingAnswer(id, body, kind = "invoice") {
  const service = services.find(({ slug }) => slug === body.service) ?? services[0];
  const ends = new Date(Date.parse(body.starts_at) + service.duration_minutes * 60_000).toISOString().replace(".000", "");
  const dates = kind === "invoice" ? { due_date: "2026-12-14" } : { valid_until: "2026-12-30" };
  return {
    booking: { id, reference: "B-7K2MQX", status: "confirmed", service: service.name, resource: "Nele", starts_at: body.starts_at, ends_at: ends, time_zone: "Europe/Brussels" },
    document: {
      kind, number: kind === "invoice" ? "INV-2026-0148" : "QUO-2026-0031", issue_date: "2026-11-30", ...dates, currency: "EUR",
      total_without_vat: "70.25", vat_total: "14.75", total_with_vat: "85.00", amount_due: "85.00", url: "/d/x", pdf_url: "/d/x.pdf",
    },
    manage_url: "/m/x",
    calendar_url: "/m/x.ics",
  };
}

const problem = (status, code, errors = []) => ({ status, body: { type: "about:blank", title: code, status, code, detail: code, instance: "test", errors }, type: "application/problem+json" });
export const refusal = problem;

/** An answer that never comes; the connection ends without one. */
export const lost = { isLost: true };

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
};

/** Starts both. `answer(request)` may answer instead of the fixtures: `{ path, query, method, body }` → `{ status, body }`, `lost`, or nothing. */
export async function startStandIn() {
  const [bookPort, hostPort] = [await freePort(), await freePort()];
  const state = { catalogue: catalogue(), answer: undefined, asked: [], pages: new Map(), headers: {}, hosted: "<!doctype html><title>Hosted</title>" };

  const api = (request) => {
    const given = state.answer?.(request);
    if (given) return given;
    const [, tenant, rest = ""] = /^\/api\/v1\/([^/]+)(?:\/(.*))?$/.exec(request.path) ?? [];
    if (tenant !== state.catalogue.tenant.slug) return problem(404, "not-found");
    if (rest === "") return { status: 200, body: state.catalogue };
    if (rest === "slots") {
      if (!state.catalogue.services.some(({ slug }) => slug === request.query.get("service"))) return problem(404, "not-found");
      return { status: 200, body: slotList(request.query.get("from"), request.query.get("to")) };
    }
    return { status: 201, body: bookingAnswer(rest.split("/")[1], JSON.parse(request.body)) };
  };

  const book = createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url, "http://book");
    const cors = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" };
    if (request.method === "OPTIONS") {
      response.writeHead(204, { ...cors, "access-control-allow-methods": "GET, PUT", "access-control-allow-headers": "content-type" }).end();
    } else if (path.startsWith("/api/")) {
      const asked = { path, query, method: request.method, body: await bodyOf(request), at: Date.now() };
      state.asked.push(asked);
      const answer = await api(asked);
      if (answer.isLost) return response.destroy();
      const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
      response.writeHead(answer.status, { ...cors, "content-type": answer.type ?? "application/json", ...answer.headers }).end(text);
    } else if (path.startsWith("/b/")) {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(state.hosted);
    } else {
      const file = /^\/w\/(?:v1\.js|a\/[0-9a-f]{16}\/[a-z_]+\.(?:js|json|wasm))$/.test(path) && join(at("public"), path);
      if (!file || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404, cors).end();
      response.writeHead(200, { ...cors, "content-type": types[extname(file)] }).end(readFileSync(file));
    }
  });
  const site = createServer((request, response) => {
    const page = state.pages.get(new URL(request.url, "http://site").pathname);
    if (page === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...state.headers }).end(page);
  });
  await Promise.all([listen(book, bookPort), listen(site, hostPort)]);
  return {
    state,
    base: `http://localhost:${bookPort}`,
    site: `http://localhost:${hostPort}`,
    /** Puts a page on the site and answers with its address. */
    page(path, html) {
      state.pages.set(path, html);
      return `http://localhost:${hostPort}${path}`;
    },
    stop() {
      for (const server of [book, site]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** A whole page with this in its body; the two lines that an owner pastes are made by `embed`. */
export const pageOf = (body, { head = "", lang = "en" } = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A site</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

export const script = (base) => `<script type="module" src="${base}/w/v1.js"></script>`;
export const element = (base, attributes = "") => `<booking-widget tenant="demo" ${attributes}><a href="${base}/b/demo">Book online</a></booking-widget>`;
