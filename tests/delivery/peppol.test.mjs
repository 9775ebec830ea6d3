// Documents over Peppol with real peers on loopback: a directory, and doubles of the access points that return every answer they document. What
// they received is judged by the official rules.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startDirectory } from "../lib/peers/doh-smp.mjs";
import { startEInvoiceBe } from "../lib/peers/e-invoice-be.mjs";
import { startGeneric } from "../lib/peers/generic.mjs";
import { startRecommand } from "../lib/peers/recommand.mjs";
import { judge } from "../lib/rules.mjs";
import { startRouter } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const buyer = "0208:0477472701";
const settings = "/admin/settings/peppol-access-point";
/** Every case: its access point, and how that answers one after the other. */
const cases = {
  "r-ok": ["recommand", ["ok"]], "r-lost": ["recommand", ["lost"]], "r-500": ["recommand", ["500"]], "r-422": ["recommand", ["422", "ok"]],
  "r-429": ["recommand", ["429", "ok"]], "r-400": ["recommand", ["400"]], "r-401": ["recommand", ["401"]],
  "e-ok": ["e_invoice_be", ["ok", "ok"]], "e-lost": ["e_invoice_be", ["ok", "lost"]], "e-draft-lost": ["e_invoice_be", ["lost"]],
  "e-422": ["e_invoice_be", ["422"]], "e-429": ["e_invoice_be", ["429"]], "e-500": ["e_invoice_be", ["500"]],
  "g-ok": ["generic", ["ok"]], "g-lost": ["generic", ["lost"]], "g-failed": ["generic", ["failed", "ok"]],
};
const slug = (name) => `peppol-${name}`;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("documents over Peppol", () => {
  let directory, recommand, eInvoice, generic, native, client, Admin;
  const documents = {};

  before(async () => {
    [directory, recommand, eInvoice] = await Promise.all([startDirectory(), startRecommand(), startEInvoiceBe()]);
    directory.register(buyer);
    generic = Object.fromEntries(await Promise.all(
      Object.entries(cases).filter(([, [provider]]) => provider === "generic").map(async ([name, [, script]]) => [name, await startGeneric(`token-${name}`, [...script])]),
    ));
    const allowed = [directory, recommand, eInvoice, ...Object.values(generic)].map(({ host }) => host).join(",");
    const sql = Object.keys(cases).map((name) => tenantSql({ slug: slug(name), settings: kinds.invoice })).join("\n");
    native = await startRouter({
      port: await freePort(), name: "delivery-peppol", sql,
      env: {
        OUTBOUND_ALLOW: allowed, RESOLVER_URL: `${directory.url}/dns-query`, PEPPOL_ZONE: "test", PEPPOL_RECOMMAND_URL: recommand.url,
        PEPPOL_E_INVOICE_BE_URL: eInvoice.url,
      },
    });
    process.env.BOOKSLIP_URL = native.url;
    client = await import("../lib/client.mjs");
    ({ Admin } = await import("../lib/admin.mjs"));
    for (const [name, [provider, script]] of Object.entries(cases)) await open(name, provider, script);
  });

  after(() => Promise.all([native, directory, recommand, eInvoice, ...Object.values(generic ?? {})].map((peer) => peer?.stop())));

  /** Opens the account, enters it under Settings, and books as a company that is on Peppol. */
  async function open(name, provider, script) {
    const admin = await Admin.of(slug(name));
    const typed = { version: "0", provider };
    if (provider === "recommand") {
      recommand.company(`c-${name}`, `key-${name}`, `secret-${name}`, [...script]);
      Object.assign(typed, { company_id: `c-${name}`, recommand_key: `key-${name}`, recommand_secret: `secret-${name}` });
    } else if (provider === "e_invoice_be") {
      eInvoice.account(`key-${name}`, [...script]);
      Object.assign(typed, { e_invoice_be_key: `key-${name}` });
    } else {
      Object.assign(typed, { base_url: generic[name].url, token: `token-${name}` });
    }
    const saved = await admin.post(settings, typed);
    assert.equal(saved.status, 303, saved.text);
    const { answer } = await client.book(slug(name), {
      customer: {
        name: "An Peeters", email: "an@buyer.example", company: { name: "Koper NV", vat_number: "BE0477472701" },
        address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" },
      },
    });
    documents[name] = { admin, number: answer.document.number };
  }

  /** Waits until the page of a case's document says something. */
  async function says(name, words) {
    const { admin, number } = documents[name];
    const list = await admin.get("/admin/invoices");
    const [, path] = new RegExp(`href="(/admin/documents/[\\w-]+)"[^>]*>${number}<`).exec(list.text) ?? [];
    assert.ok(path, `${number} is not in the overview`);
    const deadline = performance.now() + 150_000;
    let last;
    do {
      last = (await admin.page(path)).words;
      if (words.test(last)) return last;
      await pause(500);
    } while (performance.now() < deadline);
    return assert.fail(`${name}: ${words} is not on the page: ${last}`);
  }

  const sent = (name) => recommand.documents.filter(({ companyId }) => companyId === `c-${name}`);
  const created = (name) => [...eInvoice.documents.values()].filter(({ account }) => account === `key-${name}`);

  test("Recommand gets each document once, also after an answer was lost or a transmission failed", async () => {
    for (const name of ["r-ok", "r-lost", "r-500", "r-422", "r-429"]) {
      await says(name, /By Peppol to 0208:0477472701, through Recommand: doc_/);
      assert.equal(sent(name).length, 1, name);
      assert.equal(sent(name)[0].receiverId, buyer);
    }
  });

  test("what Recommand refuses is told with its reason, and not sent again", async () => {
    await says("r-400", /BR-02: An Invoice shall have an Invoice number/);
    assert.equal(recommand.sends.filter(({ company }) => company === "c-r-400").length, 1);
  });

  test("a refused key is a clear state, and a new one sends at once what waited", async () => {
    await says("r-401", /refused the key/);
    const page = await documents["r-401"].admin.page(settings);
    assert.match(page.words, /The access point has refused the key since/);
    assert.equal(recommand.sends.filter(({ company }) => company === "c-r-401").length, 1);
    recommand.company("c-r-401", "key-new", "secret-new");
    const typed = { version: "1", provider: "recommand", company_id: "c-r-401", recommand_key: "key-new", recommand_secret: "secret-new" };
    assert.equal((await documents["r-401"].admin.post(settings, typed)).status, 303);
    await says("r-401", /By Peppol to 0208:0477472701, through Recommand: doc_/);
    assert.equal(sent("r-401").length, 1);
  });

  test("e-invoice.be sends each document once, also after an answer was lost", async () => {
    for (const name of ["e-ok", "e-lost", "e-draft-lost", "e-429", "e-500"]) {
      await says(name, /By Peppol to 0208:0477472701, through e-invoice\.be: inv_/);
      assert.equal(created(name).reduce((sum, { sends }) => sum + sends, 0), 1, name);
      const { route } = created(name).find(({ sends }) => sends === 1);
      assert.deepEqual(route, { sender_peppol_scheme: "0208", sender_peppol_id: "0202239951", receiver_peppol_scheme: "0208", receiver_peppol_id: "0477472701" });
    }
    await says("e-422", /BR-CO-15 failed/);
  });

  test("an access point of one's own gets raw UBL, and after a lost answer nothing more", async () => {
    for (const name of ["g-ok", "g-failed"]) {
      await says(name, /By Peppol to 0208:0477472701, through Own access point: sbdh-1/);
      assert.equal(generic[name].received.length, 1, name);
    }
    await says("g-lost", /may have been sent. Look for it there/);
    assert.equal(generic["g-lost"].received.length, 1);
    const { admin, number } = documents["g-lost"];
    const [, path] = new RegExp(`href="(/admin/documents/[\\w-]+)"[^>]*>${number}<`).exec((await admin.get("/admin/invoices")).text);
    const refused = await admin.post(`${path}/send`, { purpose: "original" });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Look for it there|Look for .* at the access point first/);
    assert.equal(generic["g-lost"].received.length, 1);
    const [{ sender, receiver, process, country }] = generic["g-ok"].received;
    assert.deepEqual([sender, receiver, process, country], [
      "iso6523-actorid-upis::0208:0202239951", `iso6523-actorid-upis::${buyer}`, "cenbii-procid-ubl::urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", "BE",
    ]);
  });

  test("what was received keeps the official rules, byte for byte", () => {
    const received = {
      ...Object.fromEntries(recommand.documents.map(({ id, xml }) => [id, xml])),
      ...Object.fromEntries([...eInvoice.documents].map(([id, { xml }]) => [id, xml])),
      ...Object.fromEntries(Object.entries(generic).flatMap(([name, peer]) => peer.received.map(({ xml }, index) => [`${name}-${index}`, xml]))),
    };
    assert.ok(Object.keys(received).length >= 13, Object.keys(received).join());
    for (const [name, faults] of Object.entries(judge(received))) assert.deepEqual(faults, [], name);
  });

  test("only the directory and the access points were asked", () => {
    assert.ok(directory.asked.every((url) => url.startsWith("/smp/iso6523-actorid-upis%3A%3A0208%3A0477472701")), directory.asked.join());
  });
});
