// The whole road in workerd: a booking, its confirmation from the outbox, over TLS, to a real server, read by an independent parser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { simpleParser } from "mailparser";
import { at } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, site, tenantSql } from "../lib/tenants.mjs";
import { startMailServer } from "./peers.mjs";

const tls = (name) => readFileSync(at("tests/delivery/tls", name));
// The key is in the open: it is trusted by nobody but the Worker of these tests.
const identity = { key: tls("server.key"), cert: tls("server.pem") };
const from = "noreply@book.example";
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const servers = {
  starttls: await startMailServer({ ...identity, authOptional: false }),
  immediate: await startMailServer({ ...identity, secure: true, authOptional: false, authMethods: ["LOGIN"] }),
  // smtp-server's own certificate, which no authority has signed.
  untrusted: await startMailServer(),
};

let worker;
before(() => {
  assert.ok(Object.values(servers).every(({ port }) => port > 0));
});
after(async () => {
  await worker?.stop();
  await Promise.all(Object.values(servers).map((server) => server.close()));
});

/** Runs the Worker with this mail server, or with further configuration, while `work` books and looks. */
async function during(name, vars, work, more) {
  const slug = `delivery-${name}`;
  const folder = workerdFolder(slug, tenantSql({ slug, settings: kinds.invoice }));
  worker = await startWorkerd({
    port: await freePort(), folder, name: slug, vars: { ...vars, MAIL_FROM: from }, env: { NODE_EXTRA_CA_CERTS: at("tests/delivery/tls/ca.pem") }, more,
  });
  try {
    return await work(slug);
  } finally {
    await worker.stop();
    worker = null;
  }
}

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

async function book(slug) {
  const headers = { origin: site, "content-type": "application/json" };
  const slots = await (await fetch(`${worker.url}/api/v1/${slug}/slots?service=visit&from=${day(3)}&to=${day(4)}`, { headers })).json();
  const id = crypto.randomUUID().replace(/^(.{14})4/, "$17");
  const body = JSON.stringify({ service: "visit", starts_at: slots.slots[0].starts_at, customer: { name: "Zoë Peeters", email: "zoe@site.example" } });
  const answer = await fetch(`${worker.url}/api/v1/${slug}/bookings/${id}`, { method: "PUT", headers, body });
  assert.equal(answer.status, 201, await answer.clone().text());
  return answer.json();
}

const hasCalendar = ({ parsed }) => parsed.attachments.some(({ filename }) => filename === "booking.ics");

/** What `find` answers, as soon as it answers something. */
async function until(find, what) {
  for (let look = 0; look < 200; look += 1) {
    const found = await find();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`No ${what} within 20 seconds.`);
}

/** The confirmation among the mails, as soon as it is there. */
const confirmation = (mails) => until(async () => (await mails()).find(hasCalendar), "confirmation");

for (const [name, url] of [["starttls", "smtp"], ["immediate", "smtps"]]) {
  test(`a booking's confirmation goes out with ${name === "starttls" ? "STARTTLS" : "TLS from the start"} and a sign-in`, { timeout: 120_000 }, async () => {
    const server = servers[name];
    await during(name, { SMTP_URL: `${url}://an%40site.example:p%3A%C3%A9%2F@localhost:${server.port}` }, async (slug) => {
      const { booking } = await book(slug);
      const { parsed, envelope } = await confirmation(() => server.mails);
      assert.deepEqual(server.sessions.at(-1), { secure: true, user: "an@site.example" });
      assert.equal(envelope.mailFrom.address, from);
      assert.deepEqual(envelope.rcptTo.map(({ address }) => address), ["zoe@site.example"]);
      assert.deepEqual(parsed.to.value, [{ address: "zoe@site.example", name: "Zoë Peeters" }]);
      assert.deepEqual(parsed.from.value, [{ address: from, name: `Tenant ${slug}` }]);
      assert.equal(parsed.replyTo.value[0].address, `hello@${slug}.example`);
      assert.ok(parsed.text.includes(booking.reference) && parsed.html.includes(booking.reference), parsed.text);
      const calendar = parsed.attachments.find(({ filename }) => filename === "booking.ics");
      assert.equal(calendar.contentType, "text/calendar");
      assert.match(calendar.content.toString(), new RegExp(`UID:${booking.id}\r\n`));
    });
  });
}

test("a certificate that nobody vouches for: nothing is sent, and the booking is as good as ever", { timeout: 120_000 }, async () => {
  const server = servers.untrusted;
  await during("untrusted", { SMTP_URL: `smtp://an%40site.example:p%3A%C3%A9%2F@localhost:${server.port}` }, async (slug) => {
    const { booking, document } = await book(slug);
    assert.equal(booking.status, "confirmed");
    assert.equal(document.kind, "invoice");
    await until(() => server.ended.length > 0, "attempt");
    assert.equal(server.mails.length, 0);
    assert.equal((await fetch(`${worker.url}/readyz`)).status, 200);
  });
});

/** Mails that the binding took: the runtime writes each to a file, and names it in the log. */
const bound = (logFile) =>
  Promise.all([...readFileSync(logFile, "utf8").matchAll(/^Email: (.+\.eml)$/gm)].map(async ([, file]) => ({ parsed: await simpleParser(readFileSync(file)) })));

test("a booking's confirmation goes out over Cloudflare's binding", { timeout: 120_000 }, async () => {
  const more = '[[send_email]]\nname = "EMAIL"\n';
  await during("binding", {}, async (slug) => {
    const { booking } = await book(slug);
    const { parsed } = await confirmation(() => bound(worker.logFile));
    assert.deepEqual([parsed.from.value[0].address, parsed.to.value[0].address], [from, "zoe@site.example"]);
    assert.equal(parsed.replyTo.value[0].address, `hello@${slug}.example`);
    assert.ok(parsed.text.includes(booking.reference) && parsed.html.includes(booking.reference), parsed.text);
  }, more);
});
