// `npm start` as a person meets it: clear about a busy port, quick the second time, and gone without a trace after Ctrl-C.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { simpleParser } from "mailparser";
import { freePort, waitUntilFree } from "../../scripts/lib/ports.mjs";
import { at, root } from "../../scripts/lib/paths.mjs";
import { startProduct } from "../lib/product.mjs";

const port = await freePort();
const hostPort = await freePort();
const mailPorts = ["--mail-port", await freePort(), "--mailbox-port", await freePort()].map(String);
/** On ports of this suite, so that it does not matter whether the product runs in another window. Ports that are given come first and win. */
const start = (args) => spawnSync(process.execPath, ["scripts/start.mjs", ...args, ...mailPorts], { cwd: root, encoding: "utf8" });

/** Books at the demo tenant. */
async function book(product, worker, customer = {}) {
  const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const headers = { origin: new URL(product.host).origin, "content-type": "application/json" };
  const api = `http://localhost:${worker}/api/v1/demo`;
  const { slots } = await (await fetch(`${api}/slots?service=window-cleaning&from=${day(3)}&to=${day(9)}`, { headers })).json();
  const id = crypto.randomUUID().replace(/^(.{14})4/, "$17");
  const whole = { name: "Zoë Peeters", email: "zoe@site.example", ...customer };
  const body = JSON.stringify({ service: "window-cleaning", starts_at: slots[0].starts_at, customer: whole });
  const answer = await fetch(`${api}/bookings/${id}`, { method: "PUT", headers, body });
  assert.equal(answer.status, 201, await answer.clone().text());
  return answer.json();
}

/** Looks until there is something, for 20 seconds. */
async function until(what, look) {
  for (let looks = 0; looks < 200; looks += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} is not there after 20 seconds.`);
}

/** Books and reads the confirmation from the mailbox, as an independent parser understands it. */
async function bookAndRead(product, worker) {
  const { booking: { reference } } = await book(product, worker);
  return until("The confirmation", async () => {
    const all = await (await fetch(new URL("email", product.mailbox))).json();
    for (const { id: key, subject } of all) {
      const mail = await simpleParser(Buffer.from(await (await fetch(new URL(`email/${key}/source`, product.mailbox))).arrayBuffer()));
      if (mail.text.includes(reference) && mail.attachments.some(({ filename }) => filename === "booking.ics")) return { subject, reference, mail };
    }
    return null;
  });
}

describe("before anything is started", () => {
  test("a busy port: one sentence that says which, and how to choose another", async () => {
    const other = createServer();
    await new Promise((resolve) => other.listen(port, "127.0.0.1", resolve));
    try {
      for (const [args, what] of [[["--port", port, "--host-port", hostPort], "BOOKSLIP_PORT"], [["--port", hostPort, "--host-port", port], "BOOKSLIP_HOST_PORT"]]) {
        const { status, stderr } = start(args.map(String));
        assert.equal(status, 1);
        assert.match(stderr, new RegExp(`Port ${port} .* already in use.*${what}`));
        assert.doesNotMatch(stderr, /at .*\.mjs:\d+/, "no stack for people");
      }
    } finally {
      other.close();
    }
  });

  test("ports that are no ports, or the same twice, are refused", () => {
    assert.match(start(["--port", "0"]).stderr, /between 1 and 65535/);
    assert.match(start(["--port", "many"]).stderr, /between 1 and 65535/);
    for (const flags of [["--port", "--host-port"], ["--host-port", "--mail-port"], ["--mail-port", "--mailbox-port"]]) {
      assert.match(start(flags.flatMap((flag) => [flag, "9235"])).stderr, /cannot share port 9235/);
    }
  });
});

describe("with everything built", () => {
  let product;
  let seconds;
  before(async () => {
    const started = performance.now();
    product = await startProduct({ port, hostPort, name: "start" });
    seconds = (performance.now() - started) / 1000;
  });
  after(() => product?.stop());

  test("it builds nothing again", (context) => {
    context.diagnostic(`up after ${seconds.toFixed(1)} s`);
    assert.match(product.output(), /Widget is up to date/);
    assert.match(product.output(), /Worker \(unchanged\)/);
  });

  test("it prints the operator's page and its key, which signs in there and nowhere else", async () => {
    assert.match(product.operatorKey, /^bso_[\w-]{43}$/);
    const signIn = (path) => fetch(`http://localhost:${port}${path}`, {
      method: "POST", redirect: "manual", headers: { origin: `http://localhost:${port}`, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ key: product.operatorKey }),
    });
    const answer = await signIn("/operator/login");
    assert.equal(answer.status, 303, await answer.text());
    const cookie = answer.headers.get("set-cookie").split(";")[0];
    const page = await (await fetch(`http://localhost:${port}/operator`, { headers: { cookie } })).text();
    assert.ok(page.includes("Helder Schoonmaak"));
    assert.equal((await signIn("/admin/login")).status, 422);
  });

  test("it prints the host page, the dashboard and a key; each opens", async () => {
    assert.equal(product.host, `http://localhost:${hostPort}/`);
    assert.equal(product.dashboard, `http://localhost:${port}/admin`);
    assert.match(product.key, /^bsk_[\w-]{43}$/);
    const page = await (await fetch(product.host)).text();
    assert.ok(page.includes(`<script type="module" src="http://localhost:${port}/w/v1.js"></script>`));
    assert.ok(page.includes(`<booking-widget tenant="demo"><a href="http://localhost:${port}/b/demo">Book online</a></booking-widget>`));
    assert.equal((await fetch(product.dashboard)).status, 200);
  });

  test("a booking's confirmation is in the mailbox, and nothing left the machine", { timeout: 60_000 }, async () => {
    const { subject, reference, mail } = await bookAndRead(product, port);
    assert.ok(mail.text.includes(reference), mail.text);
    assert.equal(mail.subject, subject);
    assert.deepEqual(mail.to.value, [{ address: "zoe@site.example", name: "Zoë Peeters" }]);
    assert.equal(mail.from.value[0].address, "noreply@bookslip.test");
    assert.ok(mail.attachments.some(({ filename }) => filename === "booking.ics"));
  });

  test("a company's invoice goes over Peppol without an account, and the timeline leads to the exact XML", { timeout: 60_000 }, async () => {
    const { document } = await book(product, port, {
      company: { name: "Koper NV", vat_number: "BE0477472701" }, address: { street: "Markt 1", postal_code: "9050", city: "Ledeberg", country: "BE" },
    });
    const origin = `http://localhost:${port}`;
    const signedIn = await fetch(`${origin}/admin/login`, {
      method: "POST", redirect: "manual", headers: { origin, "sec-fetch-site": "same-origin" }, body: new URLSearchParams({ key: product.key }),
    });
    const headers = { cookie: signedIn.headers.get("set-cookie").split(";")[0] };
    const text = async (path) => (await fetch(origin + path, { headers })).text();
    const [, path] = new RegExp(`href="(/admin/documents/[\\w-]+)"[^>]*>${document.number}<`).exec(await text("/admin/invoices"));
    const page = await until("The sending", async () => [await text(path)].find((found) => found.includes("By Peppol to 0208:0477472701, through Demo")));
    const [link] = /\/admin\/documents\/[\w-]+\/sent-e-invoice/.exec(page);
    const sent = await text(link);
    assert.ok(sent.includes(`<cbc:ID>${document.number}</cbc:ID>`) && sent.includes("EmbeddedDocumentBinaryObject"), sent.slice(0, 500));
  });

  test("the demo tenant can be booked from both spellings of the host page's origin, and from no other", async () => {
    const status = async (origin) => (await fetch(`http://localhost:${port}/api/v1/demo`, { headers: { origin } })).status;
    assert.equal(await status(`http://localhost:${hostPort}`), 200);
    assert.equal(await status(`http://127.0.0.1:${hostPort}`), 200);
    assert.equal(await status("http://localhost:1"), 403);
  });

  test("the widget's files carry the headers that other origins need", async () => {
    const loader = await fetch(`http://localhost:${port}/w/v1.js`);
    assert.equal(loader.status, 200);
    assert.match(loader.headers.get("content-type"), /javascript/);
    assert.match(loader.headers.get("cache-control"), /max-age=600/);
    const folder = /a\/[0-9a-f]{16}\//.exec(await loader.text())?.[0];
    assert.ok(folder, "the loader names the folder of its build");
    for (const file of ["shell.js", "bw.js", "bw_bg.wasm"].map((name) => folder + name)) {
      const { status, headers } = await fetch(`http://localhost:${port}/w/${file}`);
      assert.equal(status, 200, file);
      assert.match(headers.get("cache-control"), /immutable/);
      assert.match(headers.get("content-type"), file.endsWith(".wasm") ? /^application\/wasm/ : /javascript/);
    }
    for (const header of ["access-control-allow-origin", "cross-origin-resource-policy", "x-content-type-options"]) {
      assert.ok(loader.headers.get(header), header);
    }
  });

  test("Ctrl-C ends everything: both ports are free again", { timeout: 30_000 }, async () => {
    assert.equal(await product.stop(), 0);
    await waitUntilFree(port);
    await waitUntilFree(hostPort);
  });

  test("a second start keeps the data and gives another key", { timeout: 60_000 }, async () => {
    const again = await startProduct({ port, hostPort, name: "start-again", persistTo: at("tests/output/start") });
    try {
      assert.notEqual(again.key, product.key);
      assert.equal((await fetch(`http://localhost:${port}/api/v1/demo`)).status, 200);
    } finally {
      await again.stop();
    }
  });
});
