// What a customer waits for a booking's answer while the queue is idle, and while it has more to do than it can: one Worker, one client, mails
// that take a tenth of a second each. Only the ratio means something: on one machine the consumer shares the Worker's thread with the bookings.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { step } from "../../scripts/lib/log.mjs";
import { startMailServer } from "../delivery/peers.mjs";
import { startWorkerd, workerdFolder } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const BOOKINGS = 60;
/** Bookings whose mails wait: far more than leave while the others are made. */
const BACKLOG = 300;
const CONSUMERS = 3;
/** The tenant whose bookings are timed, which sends nothing itself, and the one with the mails. */
const [timed, busy] = ["bench-timed", "bench-busy"];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const seed = () => [
  tenantSql({ slug: timed, settings: kinds.invoice }),
  `INSERT INTO notice_settings (tenant_id, confirmations, changes) VALUES ('id-${timed}', 0, 0);`,
  `INSERT INTO delivery_setting (tenant_id, kind, source, is_automatic) VALUES ('id-${timed}', 'invoice', 'booking', 0);`,
  tenantSql({ slug: busy, settings: kinds.invoice }),
].join("\n");

/** Everything open is due, as if the time until the next attempt had passed. */
function makeDue(folder) {
  const place = join(folder, "v3/d1/miniflare-D1DatabaseObject");
  const file = new DatabaseSync(join(place, readdirSync(place).find((name) => name.endsWith(".sqlite") && !name.startsWith("metadata"))));
  file.exec("UPDATE outbox SET due_at = '2026-01-01T00:00:00Z' WHERE done_at IS NULL AND dead_at IS NULL AND task <> 'render_document'");
  file.close();
}

/** Milliseconds of a booking's answer, idle and saturated, and how many mails left while the saturated ones were made. */
export async function bookingsInWorkerd(port) {
  let answer;
  await step("Bookings beside a busy queue in workerd", async () => {
    process.env.BOOKSLIP_URL = `http://127.0.0.1:${port}`;
    const { booking, day, freeStarts, putBooking, send, uuid7 } = await import("../lib/client.mjs");
    const folder = workerdFolder("bench-bookings", seed());
    const book = async (slug, start) => {
      const begun = performance.now();
      const { status, text } = await putBooking(slug, uuid7(), booking(start));
      if (status !== 201) throw new Error(`A booking answered ${status}: ${text}`);
      return performance.now() - begun;
    };
    const starts = async (slug, count) => (await freeStarts(slug, { from: day(2), to: day(60) })).slice(0, count);
    const mail = await startMailServer({ disabledCommands: ["STARTTLS", "AUTH"], onMailFrom: (_address, _session, done) => setTimeout(done, 100) });
    // Nobody listens at port 9: what is to be mailed waits.
    const serve = (server) => startWorkerd({ port, folder, name: "bench-bookings", vars: { SMTP_URL: `smtp://127.0.0.1:${server}`, MAIL_FROM: "noreply@book.example" } });
    let worker = await serve(9);
    try {
      for (const start of await starts(busy, BACKLOG)) await book(busy, start);
      await worker.stop();
      makeDue(folder);
      worker = await serve(mail.port);
      const free = await starts(timed, 2 * BOOKINGS + 10);
      for (const start of free.splice(0, 10)) await book(timed, start); // warm
      const idle = [];
      for (const start of free.splice(0, BOOKINGS)) idle.push(await book(timed, start));
      let isOver = false;
      const work = Promise.allSettled(Array.from({ length: CONSUMERS }, () => send("/cdn-cgi/local/scheduled"))).then(() => (isOver = true));
      const before = mail.mails.length;
      const saturated = [];
      for (const start of free) saturated.push(await book(timed, start));
      if (isOver) throw new Error("The queue was empty before the bookings were made.");
      answer = { idle: median(idle), saturated: median(saturated), mails: mail.mails.length - before };
      await worker.kill();
      await work;
    } finally {
      await worker.stop();
      await mail.close();
    }
  });
  return answer;
}
