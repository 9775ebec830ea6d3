// Webhooks against a real receiver on loopback, judged by the reference library of Standard Webhooks.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startRouter } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const path = "/admin/settings/webhooks";
const every = ["booking.created", "booking.changed", "booking.cancelled", "quote.created", "quote.accepted", "quote.converted", "invoice.issued", "invoice.paid", "document.delivered", "document.failed"];

/** A server on loopback that keeps what it got and answers by the first part of the path. */
class Receiver {
  calls = [];
  sentBytes = 0;

  async start(behaviours) {
    this.port = await freePort();
    this.server = createServer((request, response) => {
      const chunks = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        const call = { path: request.url, method: request.method, headers: request.headers, body: Buffer.concat(chunks).toString(), at: Date.now() };
        this.calls.push(call);
        behaviours[request.url.split("/")[1]](response, this, call);
      });
    });
    await new Promise((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  of = (name) => this.calls.filter((call) => call.path === `/${name}`);

  /** Waits until a path was asked so many times. */
  async asked(name, times, seconds = 40) {
    for (let look = 0; look < seconds * 10; look += 1) {
      if (this.of(name).length >= times) return this.of(name);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`/${name} was asked ${this.of(name).length} times instead of ${times} in ${seconds} s`);
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let receiver;
let inside;
let native;
let client;
let admin;

before(async () => {
  // Something inside the network that no webhook may lead to: it is on loopback, and not on the list.
  inside = await new Receiver().start({ secret: (response) => response.end("the metadata of the machine") });
  receiver = await new Receiver().start({
    good: (response) => response.writeHead(204).end(),
    flaky: (response, { calls }) => {
      const isFirst = calls.filter((call) => call.path === "/flaky").length === 1;
      response.writeHead(isFirst ? 500 : 200).end(isFirst ? "not now" : "thanks");
    },
    gone: (response) => response.writeHead(410).end(),
    hang: () => {},
    redirect: (response) => response.writeHead(307, { location: `${inside.url}/secret` }).end("go there"),
    // A gigabyte, as long as somebody reads it.
    endless: (response, self) => {
      response.writeHead(200, { "content-length": String(2 ** 30) });
      const chunk = Buffer.alloc(64 * 1024, 120);
      const more = () => {
        while (self.sentBytes < 2 ** 30 && !response.destroyed) {
          self.sentBytes += chunk.length;
          if (!response.write(chunk)) return response.once("drain", more);
        }
        return response.end();
      };
      more();
    },
  });
  const sql = ["webhooks", "webhooks-other"].map((slug) => tenantSql({ slug, settings: kinds.invoice })).join("\n");
  native = await startRouter({ port: await freePort(), name: "webhooks", sql, env: { OUTBOUND_ALLOW: `127.0.0.1:${receiver.port}` } });
  // The helpers read the address once, when they are loaded.
  process.env.BOOKSLIP_URL = native.url;
  client = await import("../lib/client.mjs");
  const { Admin } = await import("../lib/admin.mjs");
  admin = await Admin.of("webhooks");
});

after(async () => {
  await native?.stop();
  receiver?.stop();
  inside?.stop();
});

/** Adds a webhook and answers with where its page is. */
async function add(name, events = ["booking.created"]) {
  const checked = Object.fromEntries(events.map((event) => [event, "on"]));
  const answer = await admin.submit(`${path}/add`, "Add webhook", { url: `${receiver.url}/${name}`, description: name, ...checked });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.get("location").split("?")[0];
}

const secretOn = async (page) => /whsec_[A-Za-z0-9+/=]+/.exec((await admin.page(page)).text)?.[0];
const send = (page) => admin.submit(page, "Send a test");

/** The words of a webhook's page, once they say this. */
async function shows(page, words) {
  for (let look = 0; look < 200; look += 1) {
    const found = (await admin.page(page)).words;
    if (words.test(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`${page} does not say ${words}: ${(await admin.page(page)).words}`);
}

test("the reference library accepts what happened, and nothing that was changed, is old or of another secret", async () => {
  const page = await add("good", every);
  const webhook = new Webhook(await secretOn(page));
  const [start] = await client.freeStarts("webhooks");
  const booked = await client.putBooking("webhooks", client.uuid7(), client.booking(start));
  assert.equal(booked.status, 201, booked.text);
  const calls = await receiver.asked("good", 2);
  const told = calls.map(({ headers, body }) => webhook.verify(body, headers)).sort((a, b) => a.type.localeCompare(b.type));
  assert.deepEqual(told.map(({ type, business }) => [type, business]), [["booking.created", "webhooks"], ["invoice.issued", "webhooks"]]);
  assert.equal(told[1].data.number, booked.body.document.number);
  const [{ headers, body, method }] = calls;
  assert.equal(method, "POST");
  assert.throws(() => webhook.verify(body.replace("webhooks", "webhookz"), headers), /No matching signature/);
  assert.throws(() => webhook.verify(body, { ...headers, "webhook-id": `${headers["webhook-id"]}x` }), /No matching signature/);
  const earlier = String(Number(headers["webhook-timestamp"]) - 301);
  assert.throws(() => webhook.verify(body, { ...headers, "webhook-timestamp": earlier }), /too old/);
  assert.throws(() => new Webhook(`whsec_${Buffer.alloc(32, 1).toString("base64")}`).verify(body, headers), /No matching signature/);
});

test("during a rotation both secrets verify", async () => {
  const page = await add("good");
  const old = new Webhook(await secretOn(page));
  assert.equal((await admin.submit(page, "Make a new secret")).status, 303);
  const present = new Webhook(await secretOn(page));
  const before = receiver.of("good").length;
  await send(page);
  const { headers, body } = (await receiver.asked("good", before + 1)).at(-1);
  assert.equal(old.verify(body, headers).type, "webhook.test");
  assert.equal(present.verify(body, headers).type, "webhook.test");
  assert.equal(headers["webhook-signature"].split(" ").length, 2);
});

test("a failure is sent again: the same id and bytes, signed anew", async () => {
  const page = await add("flaky");
  const webhook = new Webhook(await secretOn(page));
  await send(page);
  const [first, second] = await receiver.asked("flaky", 2, 90);
  assert.equal(first.headers["webhook-id"], second.headers["webhook-id"]);
  assert.equal(first.body, second.body);
  assert.ok(second.headers["webhook-timestamp"] > first.headers["webhook-timestamp"]);
  assert.ok(second.at - first.at >= 14_000, "not at once");
  for (const { headers, body } of [first, second]) webhook.verify(body, headers);
  assert.match(await shows(page, /delivered/), /status 200/);
});

test("410 switches the webhook off", async () => {
  const page = await add("gone");
  await send(page);
  await receiver.asked("gone", 1);
  await shows(page, /410 Gone/);
  const answer = await admin.post(`${page}/test`, { test: client.uuid7() });
  assert.equal(answer.status, 303);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.equal(receiver.of("gone").length, 1);
});

test("a redirect into the network is not followed", async () => {
  const page = await add("redirect");
  await send(page);
  await receiver.asked("redirect", 1);
  await shows(page, /status 307/);
  assert.equal(inside.calls.length, 0);
});

test("an address inside the network is refused at its field", async () => {
  for (const url of [`${inside.url}/secret`, "https://127.0.0.1/", "https://localhost/", "http://example.com/"]) {
    const answer = await admin.submit(`${path}/add`, "Add webhook", { url, "booking.created": "on" });
    assert.equal(answer.status, 422, url);
    assert.ok(answer.text.includes('id="url-error"'));
  }
  assert.equal(inside.calls.length, 0);
});

test("a gigabyte of an answer is not read", async () => {
  const page = await add("endless");
  await send(page);
  await receiver.asked("endless", 1);
  await shows(page, /no answer/);
  assert.ok(receiver.sentBytes < 64 * 2 ** 20, `${receiver.sentBytes} bytes left the receiver`);
});

test("a receiver that hangs is given up after ten seconds", async () => {
  const page = await add("hang");
  await send(page);
  const [call] = await receiver.asked("hang", 1);
  await shows(page, /no answer/);
  const took = Date.now() - call.at;
  assert.ok(took >= 9_000 && took < 20_000, `${took} ms`);
});
