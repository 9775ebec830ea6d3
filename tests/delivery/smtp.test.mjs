// E-mail as real servers get it, and what the product makes of servers that refuse, hang, break off or misbehave.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { freshFolder } from "../lib/folders.mjs";
import { from, reader, send } from "./mail-program.mjs";
import { stages, startMailServer, startOddServer } from "./peers.mjs";

const folder = freshFolder("delivery-smtp");
const file = (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe("a server that takes mail", () => {
  let server;
  before(async () => {
    server = await startMailServer({ disabledCommands: ["STARTTLS", "AUTH"] });
  });
  after(() => server.close());

  test("gets text, HTML and files byte for byte, with names in any letters", async () => {
    // Bytes that a transport likes to change: bare line ends, NUL, lines of one dot, everything above ASCII.
    const pdf = Buffer.from([...Buffer.from("%PDF-1.7\n.\r\n..\r\n\r\n.\n"), 0, 13, 10, 13, 255, ...Array(3000).keys()].map((byte) => byte % 256));
    const xml = Buffer.from(`<?xml version="1.0"?>\n<Invoice>${"é€".repeat(400)}</Invoice>\n`);
    const calendar = Buffer.from("BEGIN:VCALENDAR\r\nSUMMARY:Schoonmaak – Zoë\r\nEND:VCALENDAR\r\n");
    const paths = [file("Factuur 2026-7 é.pdf", pdf), file("2026-7.xml", xml), file("booking.ics", calendar)];
    const subject = `Uw factuur 2026/7 – bedankt, ${"Ångström ".repeat(20)}`.trim();
    const answer = await send(
      `smtp://127.0.0.1:${server.port}`, "--name", "„Zoë” Schoonmaak, BV <x>", "--to-name", "André Peeters", "--subject", subject,
      "--reply-to", "info@tenant.example", "--id", "send_document:7", ...paths.flatMap((path) => ["--attach", path]),
    );
    assert.deepEqual(answer, { outcome: "sent" });
    const { parsed, envelope, raw } = server.mails.at(-1);
    assert.equal(envelope.mailFrom.address, from);
    assert.deepEqual(envelope.rcptTo.map(({ address }) => address), [reader]);
    assert.equal(parsed.subject, subject);
    assert.deepEqual(parsed.from.value, [{ address: from, name: "„Zoë” Schoonmaak, BV <x>" }]);
    assert.deepEqual(parsed.to.value, [{ address: reader, name: "André Peeters" }]);
    assert.deepEqual(parsed.replyTo.value.map(({ address }) => address), ["info@tenant.example"]);
    assert.equal(parsed.messageId, "<send_document-7@book.example>");
    assert.equal(parsed.headers.get("auto-submitted"), "auto-generated");
    assert.equal(parsed.headers.get("content-language"), "en");
    assert.ok(Math.abs(parsed.date - Date.now()) < 60_000, String(parsed.date));
    assert.equal(parsed.text.trim(), "Hello,\n\n.\n..this line begins with dots\nBye");
    assert.equal(parsed.html.trim(), "<p>Hello, this is <b>é</b>.</p>");
    const parts = parsed.attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content: content.toString("hex") }));
    assert.deepEqual(parts, [
      { filename: "Factuur 2026-7 é.pdf", contentType: "application/pdf", content: pdf.toString("hex") },
      { filename: "2026-7.xml", contentType: "application/xml", content: xml.toString("hex") },
      { filename: "booking.ics", contentType: "text/calendar", content: calendar.toString("hex") },
    ]);
    assert.ok(raw.every((byte) => byte < 128) && raw.toString().split("\r\n").every((line) => line.length <= 998), "seven bits, short lines");
  });

  test("the same mail sent again has the same Message-ID, so a mailbox can tell", async () => {
    const before = server.mails.length;
    for (const id of ["a", "a", "b"]) await send(`smtp://127.0.0.1:${server.port}`, "--id", id);
    const ids = server.mails.slice(before).map(({ parsed }) => parsed.messageId);
    assert.deepEqual(ids, ["<a@book.example>", "<a@book.example>", "<b@book.example>"]);
  });
});

describe("signing in", () => {
  for (const methods of [["PLAIN", "LOGIN"], ["LOGIN"]]) {
    test(`by ${methods[0]}`, async () => {
      const server = await startMailServer({ authOptional: false, authMethods: methods, allowInsecureAuth: true, disabledCommands: ["STARTTLS"] });
      try {
        const right = await send(`smtp://an%40site.example:p%3A%C3%A9%2F@127.0.0.1:${server.port}`);
        assert.deepEqual(right, { outcome: "sent" });
        assert.equal(server.sessions.at(-1).user, "an@site.example");
        const wrong = await send(`smtp://an%40site.example:other@127.0.0.1:${server.port}`);
        assert.equal(wrong.outcome, "later", "a wrong password says nothing of the mail");
        assert.match(wrong.reason, /refused our name or password: 535/);
        assert.ok(!wrong.reason.includes("other"));
        const without = await send(`smtp://127.0.0.1:${server.port}`);
        assert.equal(without.outcome, "later");
        assert.match(without.reason, /wants another sign-in: 530/);
        assert.equal(server.mails.length, 1);
      } finally {
        await server.close();
      }
    });
  }
});

test("a mail larger than the server takes is refused before it is sent", async () => {
  const server = await startMailServer({ size: 1000, disabledCommands: ["STARTTLS", "AUTH"] });
  try {
    const answer = await send(`smtp://127.0.0.1:${server.port}`, "--attach", file("large.pdf", Buffer.alloc(5000)));
    assert.equal(answer.outcome, "refused");
    assert.match(answer.reason, /bytes, more than the mail server takes/);
    assert.equal(server.mails.length, 0);
  } finally {
    await server.close();
  }
});

/** Sends to a server that is odd at one stage. */
async function against(stage, act, ...args) {
  const server = await startOddServer(stage, act);
  try {
    return { ...(await send(server.url, ...args)), heard: server.heard };
  } finally {
    await server.close();
  }
}

const ofTheMail = (stage) => ["MAIL", "RCPT", "DATA", "."].includes(stage);
const unclear = (stage) => (stage === "." ? "unknown" : "later");

describe("a server that refuses, hangs, breaks off or talks nonsense", { concurrency: 8 }, () => {
  const acts = [
    ["refuses for good", (socket) => socket.write("550 5.7.1 never\r\n"), (stage) => (ofTheMail(stage) ? "refused" : "later")],
    ["refuses for now", (socket) => socket.write("451-4.3.0 a\r\n451 4.3.0 not now\r\n"), () => "later"],
    ["closes with 421", (socket) => socket.end("421 4.3.2 closing\r\n"), () => "later"],
    ["ends the connection", (socket) => socket.end(), unclear],
    ["breaks the connection", (socket) => socket.resetAndDestroy(), unclear],
    ["hangs", () => {}, unclear],
    ["talks HTTP", (socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"), unclear],
    ["writes a line of 10 MB", (socket) => socket.write(Buffer.alloc(10 * 1024 * 1024, "2")), unclear],
    ["writes lines without end", (socket) => socket.write("250-more\r\n".repeat(100_000)), unclear],
  ];
  for (const [what, act, expected] of acts) {
    for (const stage of stages) {
      test(`${what} at ${stage}`, { timeout: 30_000 }, async () => {
        const started = performance.now();
        const { outcome, reason } = await against(stage, act, "--seconds", "2");
        assert.equal(outcome, expected(stage), reason);
        assert.ok(reason.length < 500 && !reason.includes("secret") && !/[\r\n]/.test(reason), reason);
        assert.ok(performance.now() - started < 20_000);
      });
    }
  }
});

describe("a server that is odd once", () => {
  test("4xx, then OK: the second attempt arrives", async () => {
    const server = await startOddServer("RCPT", (socket, count) => socket.write(count === 1 ? "450 4.2.0 greylisted\r\n" : "250 ok\r\n"));
    try {
      assert.equal((await send(server.url)).outcome, "later");
      assert.equal((await send(server.url)).outcome, "sent");
    } finally {
      await server.close();
    }
  });

  test("what it says ahead of a command is not taken for the answer to it", async () => {
    const { outcome, heard } = await against("EHLO", (socket) => socket.write("250-peer.example\r\n250 AUTH PLAIN\r\n235 welcome\r\n250 ok\r\n"));
    assert.equal(outcome, "later");
    assert.deepEqual(heard, ["EHLO book.example"]);
  });

  test("STARTTLS with more behind it: nothing is believed and nothing is sent", async () => {
    const server = await startOddServer(
      "STARTTLS",
      (socket) => socket.write("220 go\r\n250-peer.example\r\n250 AUTH PLAIN\r\n235 welcome\r\n250 ok\r\n"),
      "250-peer.example\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n",
    );
    const { outcome, reason } = await send(server.url);
    await server.close();
    const { heard } = server;
    assert.match(reason, /went on without TLS after STARTTLS/);
    assert.equal(outcome, "later");
    assert.deepEqual(heard, ["EHLO book.example", "STARTTLS"]);
  });
});

test("nobody listens: later, with a reason", async () => {
  const server = await startMailServer();
  await server.close();
  const { outcome, reason } = await send(`smtp://127.0.0.1:${server.port}`);
  assert.equal(outcome, "later");
  assert.match(reason, /cannot be reached/);
});
