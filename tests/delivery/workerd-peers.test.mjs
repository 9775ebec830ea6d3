// The main roads in workerd: a document over Peppol from the lookup until it arrived, and webhooks that tell of it. The Worker ends in between.
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startDirectory } from "../lib/peers/doh-smp.mjs";
import { startRecommand } from "../lib/peers/recommand.mjs";
import { json, serve } from "../lib/peers/server.mjs";
import { judge } from "../lib/rules.mjs";
import { databaseFile, startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const slug = "workerd-peers";
const buyer = "0208:0477472701";
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
let directory, recommand, receiver, folder, start, worker, client, admin;
const calls = [];

before(async () => {
  [directory, recommand] = await Promise.all([startDirectory(), startRecommand()]);
  directory.register(buyer);
  recommand.company("c-1", "key-1", "secret-1");
  receiver = await serve((request, body) => {
    calls.push({ headers: request.headers, body: body.toString("utf8") });
    return json(200, {});
  });
  folder = workerdFolder(slug, tenantSql({ slug, settings: kinds.invoice }));
  const port = await freePort();
  const vars = {
    OUTBOUND_ALLOW: [directory, recommand, receiver].map(({ host }) => host).join(","), RESOLVER_URL: `${directory.url}/dns-query`, PEPPOL_ZONE: "test",
    PEPPOL_RECOMMAND_URL: recommand.url,
  };
  start = () => startWorkerd({ port, folder, name: slug, vars });
  worker = await start();
  process.env.BOOKSLIP_URL = worker.url;
  client = await import("../lib/client.mjs");
  admin = await (await import("../lib/admin.mjs")).Admin.of(slug);
});

after(() => Promise.all([worker, directory, recommand, receiver].map((peer) => peer?.stop())));

/** Sweeps and looks until there is what is looked for. */
async function until(what, look) {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await pause(250)) {
    const found = await look();
    if (found) return found;
    await worker.sweep();
  }
  return assert.fail(`${what} did not come: ${calls.map(({ body }) => body).join()}`);
}

/** What the webhook was told, as the reference library reads it. */
const told = (webhook) => calls.map(({ headers, body }) => webhook.verify(body, headers));

test("looked up, sent, told, and followed until it arrived", { timeout: 120_000 }, async () => {
  const saved = await admin.post("/admin/settings/peppol-access-point", {
    version: "0", provider: "recommand", company_id: "c-1", recommand_key: "key-1", recommand_secret: "secret-1",
  });
  assert.equal(saved.status, 303, saved.text);
  const added = await admin.submit("/admin/settings/webhooks/add", "Add webhook", {
    url: `${receiver.url}/told`, description: slug, "booking.created": "on", "invoice.issued": "on", "document.delivered": "on",
  });
  assert.equal(added.status, 303, added.text);
  const page = (await admin.page(added.headers.get("location").split("?")[0])).text;
  const webhook = new Webhook(/whsec_[A-Za-z0-9+/=]+/.exec(page)[0]);

  const { answer } = await client.book(slug, {
    customer: {
      name: "An Peeters", email: "an@buyer.example", company: { name: "Koper NV", vat_number: "BE0477472701" },
      address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" },
    },
  });
  const { number } = answer.document;
  await until("the document", () => recommand.documents.length > 0);
  assert.deepEqual(recommand.documents.map(({ receiverId, parsed }) => [receiverId, parsed.invoiceNumber]), [[buyer, number]]);
  assert.ok(directory.asked.length > 0);
  assert.deepEqual(judge({ number: recommand.documents[0].xml }).number, []);
  await until("what happened at once", () => calls.length >= 2);
  assert.deepEqual(told(webhook).map(({ type }) => type).sort(), ["booking.created", "invoice.issued"]);

  // The access point is asked after a minute. The Worker ends meanwhile, and the minute is over when it comes back.
  await worker.stop();
  const database = new DatabaseSync(databaseFile(folder));
  const { changes } = database.prepare("UPDATE outbox SET due_at = '2026-01-01T00:00:00Z' WHERE task = 'follow_delivery' AND done_at IS NULL").run();
  database.close();
  assert.equal(changes, 1);
  worker = await start();
  await until("the delivery", () => calls.length >= 3);
  const delivered = told(webhook).find(({ type }) => type === "document.delivered");
  assert.deepEqual([delivered.data.number, delivered.data.channel], [number, "peppol"]);
  const list = await admin.get("/admin/invoices");
  const [, path] = new RegExp(`href="(/admin/documents/[\\w-]+)"[^>]*>${number}<`).exec(list.text);
  assert.match((await admin.page(path)).words, /Recommand says that it arrived\./);
  assert.equal(recommand.sends.length, 1);
});
