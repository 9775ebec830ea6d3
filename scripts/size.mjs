// Prints what a visitor downloads and what the Worker uploads, and fails above the budgets of the design.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { bold, dim, green, main, red, say } from "./lib/log.mjs";
import { at } from "./lib/paths.mjs";
import { partsOf } from "./lib/wasm.mjs";

const KB = 1024;
/** Crates with less than this share of the WebAssembly stand in one line. */
const SMALL = 0.01;

// Loader: nothing else may be on the way of the host page. First view: until services can be seen and followed. Booking
// flow: everything up to the invoice. Worker: what Cloudflare accepts on the free plan is 3 MB.
const { bytes: budgets, aims } = JSON.parse(readFileSync(at("scripts/budgets.json"), "utf8"));

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;

/** Raw, gzip and brotli sizes of a file. */
function measure(path) {
  const bytes = readFileSync(path);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes) };
}

function total(sizes) {
  const sum = (key) => sizes.reduce((amount, size) => amount + size[key], 0);
  return { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
}

/** The catalogue of three services as it travels, which the first view waits for. */
function catalogueSize() {
  const service = {
    slug: "window-cleaning",
    name: "Window cleaning",
    description: "Inside and outside, frames and sills included, up to twelve windows.",
    duration_minutes: 90,
    price: { amount: "72.60", currency: "EUR", vat_rate: "21", vat_included: true },
    offer: {
      document: { kind: "invoice", amount_due: "72.60", due_at_booking: "0.00", due: "service_day" },
      total_without_vat: "60.00",
      vat_total: "12.60",
      total_with_vat: "72.60",
    },
  };
  const tenant = {
    slug: "demo", name: "Demo", time_zone: "Europe/Brussels", locale: "en-BE", currency: "EUR", accent: "#0F5F57", phone: "+32 9 000 00 00", country: "BE",
  };
  const portal = { recurring_allowed: false, sales_invoicing: true, change_notice_minutes: 0 };
  const text = JSON.stringify({ tenant, services: [service, service, service], portal });
  // Three equal services compress too well to be honest: count the text as it is.
  return { raw: text.length, gzip: text.length, brotli: text.length };
}

const figure = (bytes) => `${(bytes / KB).toFixed(2)} KB`.padStart(12);

function row(name, size, verdict = "") {
  say(`${name.padEnd(34)}${figure(size.raw)}${figure(size.gzip)}${figure(size.brotli)}  ${verdict}`);
}

/** Whether a figure is within its budget, with the words that say so. */
function judge(bytes, budget, unit) {
  const text = `${unit} ≤ ${(budget / KB).toFixed(0)} KB`;
  return { holds: bytes <= budget, text: bytes <= budget ? green(`✓ ${text}`) : red(`✗ ${text}`) };
}

await main(() => {
  const verdicts = [];
  const judged = (bytes, budget, unit) => {
    const verdict = judge(bytes, budget, unit);
    verdicts.push(verdict.holds);
    return verdict.text;
  };
  say(bold(`${"".padEnd(34)}${"raw".padStart(12)}${"gzip".padStart(12)}${"brotli".padStart(12)}`));
  measureWidget(judged);
  measureCrates();
  measureWorker(judged);
  if (verdicts.includes(false)) throw new Error("Over budget: see the lines marked ✗.");
});

function measureWidget(judged) {
  const loaderPath = at("public/w/v1.js");
  if (!existsSync(loaderPath)) throw new Error('There is no widget yet: run "npm run build:widget" first.');
  // The loader names the folder that it loads, so the figures are of what ships and not of an older build.
  const folder = /a\/[0-9a-f]{16}\//.exec(readFileSync(loaderPath, "utf8"))?.[0];
  if (!folder) throw new Error("public/w/v1.js names no folder below a/.");
  const loader = measure(loaderPath);
  const file = (name) => at("public/w", folder, name);
  const shell = measure(file("shell.js"));
  // One language travels; the longest counts.
  const words = readdirSync(at("public/w", folder)).filter((name) => name.endsWith(".json")).map((name) => measure(file(name))).sort((a, b) => b.brotli - a.brotli)[0];
  const glue = measure(file("bw.js"));
  const wasm = measure(at("public/w", folder, "bw_bg.wasm"));
  const firstView = total([loader, shell, words, catalogueSize()]);
  const flow = total([loader, shell, words, glue, wasm]);
  row("Loader (w/v1.js)", loader, judged(loader.brotli, budgets.loader, "brotli"));
  row("First usable view, with catalogue", firstView, judged(firstView.brotli, budgets["first-view"], "brotli"));
  row("First view and frame (shell.js)", shell);
  row("Words of one language", words);
  row("Glue and styles (bw.js)", glue);
  row("WebAssembly (bw_bg.wasm)", wasm);
  row("Booking flow", flow, judged(flow.brotli, budgets["booking-flow"], "brotli"));
  if (flow.brotli > aims["booking-flow"]) say(dim(`The aim for the booking flow is ${aims["booking-flow"] / KB} KB brotli.`));
}

/** Which crate the WebAssembly comes from: raw bytes of its functions, generic ones counted where they are written. */
function measureCrates() {
  // What cargo makes has the names of all functions; what ships has none.
  const compiledWidget = at("target/wasm32-unknown-unknown/widget/widget.wasm");
  if (!existsSync(compiledWidget)) {
    say(dim("Crates of the WebAssembly: not compiled here."));
    return;
  }
  const parts = [...partsOf(readFileSync(compiledWidget))].sort(([, a], [, b]) => b - a);
  const all = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
  const large = parts.filter(([, bytes]) => bytes >= SMALL * all);
  const rest = all - large.reduce((sum, [, bytes]) => sum + bytes, 0);
  say(dim("Of the WebAssembly, as compiled and before it is made smaller:"));
  for (const [name, bytes] of [...large, [`${parts.length - large.length} further crates`, rest]]) {
    say(`  ${name.padEnd(32)}${figure(bytes)}${`${((bytes / all) * 100).toFixed(1)} %`.padStart(12)}`);
  }
}

function measureWorker(judged) {
  const files = ["edge/build/index.js", "edge/build/index_bg.wasm"].map((path) => at(path)).filter((path) => existsSync(path));
  if (files.length === 0) {
    say(dim("Worker: not built yet (npm run build:edge)."));
    return;
  }
  const worker = total(files.map(measure));
  row("Worker (edge/build)", worker, judged(worker.gzip, budgets.worker, "gzip"));
}
