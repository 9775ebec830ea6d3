// Documents on their way while everything fails: workerd is killed again and again, the access point and the mail server fail and
// forget to answer, and each job comes five times. In the end each document is sent, shown once, and was transmitted once.
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startDirectory } from "../lib/peers/doh-smp.mjs";
import { startRecommand } from "../lib/peers/recommand.mjs";
import { copyOfDatabase, databaseFile, startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";
import { assertGapless, assertSound, openCopy } from "../race/checks.mjs";
import { startMailServer } from "./peers.mjs";

const long = Boolean(process.env.BOOKSLIP_LONG);
const documents = long ? 500 : 150;
const kills = long ? 20 : 6;
/** Each job comes so many times, and all of them at once. */
const deliveries = 5;
const slug = "faults";
const buyer = "0208:0477472701";
const port = await freePort();
process.env.BOOKSLIP_URL = `http://127.0.0.1:${port}`;
const { booking, day, freeStarts, putBooking, send, uuid7 } = await import("../lib/client.mjs");
const { Admin } = await import("../lib/admin.mjs");

/** 40 % are refused for now, 20 % are taken without an answer. */
const fate = (taken, busy, lost) => {
  const roll = Math.random();
  if (roll < 0.4) return busy;
  return roll < 0.6 ? lost : taken;
};

const peers = {};
let folder;
let worker;
let lives = 0;
let metUnderWay = 0;
const businesses = new Set();
const persons = new Set();

async function start() {
  const { directory, recommand, mail } = peers;
  worker = await startWorkerd({
    port, folder, name: `faults-${lives}`,
    vars: {
      OUTBOUND_ALLOW: [directory, recommand].map(({ host }) => host).join(","), RESOLVER_URL: `${directory.url}/dns-query`, PEPPOL_ZONE: "test",
      PEPPOL_RECOMMAND_URL: recommand.url, SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: "noreply@book.example",
    },
  });
  lives += 1;
}

/** The database of the stopped Worker itself. */
function database() {
  const file = new DatabaseSync(databaseFile(folder));
  file.exec("PRAGMA busy_timeout = 10000"); // the killed process may still be going
  return file;
}

/** A power cut, and then so much time that every lease is over and everything open is due. */
async function killAndWait() {
  await worker.kill();
  worker = null;
  const file = database();
  metUnderWay += file.prepare("SELECT count(*) AS n FROM outbox WHERE lease IS NOT NULL AND done_at IS NULL AND dead_at IS NULL").get().n;
  file.exec(`UPDATE outbox SET due_at = '2026-01-01T00:00:00Z', leased_until = iif(leased_until IS NULL, NULL, '2026-01-01T00:00:00Z')
    WHERE done_at IS NULL AND dead_at IS NULL`);
  file.exec("UPDATE access_point_document SET attempted_at = '2026-01-01T00:00:00Z' WHERE state = 'started'");
  const { open } = file.prepare("SELECT count(*) AS open FROM outbox WHERE done_at IS NULL AND dead_at IS NULL").get();
  file.close();
  return open;
}

/** The sweep, as often at once as a job is delivered; ended when all of them are, or when the Worker is gone. */
const sweeps = () => Promise.allSettled(Array.from({ length: deliveries }, () => send("/cdn-cgi/local/scheduled")));

/** How often the peers were asked to take something. */
const asked = () => peers.recommand.sends.length + peers.mail.asked();

/** Waits until the peers were asked so often more, so that the kill comes in the middle of the work however fast the machine is. */
function moreAsked(count, meanwhile) {
  const wanted = asked() + count;
  let isOver = false;
  void meanwhile.then(() => (isOver = true));
  return new Promise((resolve) => {
    const look = () => (isOver || asked() >= wanted ? resolve() : setImmediate(look));
    look();
  });
}

before(async () => {
  let mailsAsked = 0;
  const decide = () => {
    mailsAsked += 1;
    return fate("taken", "busy", "lost");
  };
  const quiet = { disabledCommands: ["STARTTLS", "AUTH"], fate: decide };
  const [directory, recommand, mail] = await Promise.all([startDirectory(), startRecommand(), startMailServer(quiet)]);
  Object.assign(peers, { directory, recommand, mail: Object.assign(mail, { asked: () => mailsAsked }) });
  directory.register(buyer);
  // Not sent is told in two ways, and so is sent without an answer.
  const script = { shift: () => fate("ok", Math.random() < 0.5 ? "422" : "429", Math.random() < 0.5 ? "lost" : "500") };
  recommand.company("c-faults", "key", "secret", script);
  folder = workerdFolder(slug, `${tenantSql({ slug, settings: kinds.invoice })}
    INSERT INTO notice_settings (tenant_id, confirmations, changes) VALUES ('id-${slug}', 0, 0);`);
});

after(async () => {
  await worker?.stop();
  await Promise.all([peers.directory?.stop(), peers.recommand?.stop(), peers.mail?.close()]);
});

const business = { company: { name: "Koper NV", vat_number: "BE0477472701" }, address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" } };

test(`${documents} bookings are made, and their invoices begin to leave`, { timeout: 300_000 }, async () => {
  await start();
  const admin = await Admin.of(slug);
  const account = { version: "0", provider: "recommand", company_id: "c-faults", recommand_key: "key", recommand_secret: "secret" };
  assert.equal((await admin.post("/admin/settings/peppol-access-point", account)).status, 303);
  const free = [...(await freeStarts(slug, { from: day(2), to: day(60) })), ...(await freeStarts(slug, { from: day(61), to: day(120) }))];
  // Every fifth buyer is a private person.
  const left = free.slice(0, documents).map((start, n) => ({ start, isPerson: n % 5 === 0, customer: { name: "An Peeters", email: `an-${n}@buyer.example` } }));
  assert.equal(left.length, documents, "enough free times");
  const client = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const answer = await putBooking(slug, uuid7(), booking(next.start, { customer: { ...next.customer, ...(next.isPerson ? {} : business) } }));
      assert.equal(answer.status, 201, answer.text);
      (next.isPerson ? persons : businesses).add(answer.body.document.number);
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  assert.equal(persons.size + businesses.size, documents);
});

test(`killed ${kills} times, and every job delivered ${deliveries} times: each document is sent in the end`, { timeout: 900_000 }, async () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    const work = sweeps();
    await moreAsked(5 + Math.floor(Math.random() * 25), work);
    await killAndWait();
    await work;
    await start();
  }
  assert.ok(metUnderWay > 0, "the kills met work under way");
  // From here on every sweep comes to its end, and the time until the next attempt passes by the same way.
  for (let round = 0; ; round += 1) {
    for (const { status, value } of await sweeps()) assert.ok(status === "fulfilled" && value.status === 200, JSON.stringify(value));
    if ((await killAndWait()) === 0) break;
    assert.ok(round < 30, "it comes to an end");
    await start();
  }
});

test("each is shown once, and how it was sent", { timeout: 120_000 }, async () => {
  await start();
  const admin = await Admin.of(slug);
  const { text } = await admin.get("/admin/invoices.csv");
  const lines = text.trim().split(/\r?\n/).slice(1);
  const shown = (set, words) => lines.filter((line) => [...set].some((number) => line.includes(`;${number};`) || line.startsWith(`${number};`)) && line.includes(words)).length;
  assert.equal(shown(businesses, ";Peppol "), businesses.size);
  assert.equal(shown(persons, ";E-mail "), persons.size);
  assert.equal(lines.filter((line) => /;(?:Peppol|E-mail) /.test(line)).length, documents);
});

test("the network saw each invoice once, under one key, and a mailbox can tell a second letter from the first", async () => {
  const { recommand, mail } = peers;
  const transmitted = recommand.documents.map(({ parsed }) => parsed.invoiceNumber);
  assert.deepEqual([...transmitted].sort(), [...businesses].sort());
  const letters = mail.mails.filter(({ parsed }) => parsed.attachments.some(({ filename }) => filename.endsWith(".pdf")));
  const byId = new Map(letters.map(({ parsed }) => [parsed.messageId, parsed.to.text]));
  assert.equal(byId.size, persons.size, `${letters.length} letters`);
  assert.equal(new Set(byId.values()).size, persons.size, "each person has one");
  assert.ok(asked() > documents * 1.4, `asked ${asked()} times: the faults were there`);
});

test("afterwards the database is sound and tells the same", async () => {
  await worker.stop();
  worker = null;
  const file = openCopy(copyOfDatabase(folder, "faults-copy"));
  assertSound(file);
  assertGapless(file, documents);
  const one = (sql) => Object.values(file.prepare(sql).get())[0];
  assert.equal(one("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL"), 0);
  assert.equal(one("SELECT count(*) FROM delivery"), documents);
  assert.equal(one("SELECT count(*) FROM document_event WHERE kind = 'sent'"), documents);
  assert.equal(one("SELECT count(DISTINCT number || ':' || sending) FROM access_point_document WHERE state = 'accepted'"), businesses.size);
  assert.equal(one("SELECT count(*) FROM access_point_document"), businesses.size);
  file.close();
});
