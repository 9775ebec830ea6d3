// `npm run bench`: how long the things take that a person waits for, natively, beside a peer of the same run, and the PDF and
// the booking in workerd; then what a visitor waits for, beside peers. Times on a shared machine wander, so only what is more than
// twice over its budget fails.
//   --load      only what a visitor waits for
import { existsSync, readFileSync } from "node:fs";
import { continueOnNode22, outputOf, pinnedEnvironment, runQuietly } from "./lib/run.mjs";
import { bold, dim, green, main, red, say, step } from "./lib/log.mjs";
import { at, node22 } from "./lib/paths.mjs";
import { freePort } from "./lib/ports.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { buildWidget } from "./build-widget.mjs";
import { ensureBenchPython } from "./lib/python.mjs";
import { ensureNpmPackages } from "./lib/npm-packages.mjs";

/** How far over its budget a figure fails the run. */
const TOLERANCE = 2;
const { bytes: byteBudgets, nanoseconds: timeBudgets, load: loadBudgets } = JSON.parse(readFileSync(at("scripts/budgets.json"), "utf8"));

/** Cases in the order of the table: name in the bench, what it is, and the peer that does the same. */
const cases = [
  ["slots-w1", "Free starts of a month, 1 provider"],
  ["slots-w2", "Free starts of a month, 20 providers, 2,000 bookings"],
  ["totals-ubl-3-lines", "Totals and UBL, 3 lines", "eu-einvoice"],
  ["totals-ubl-1000-lines", "Totals and UBL, 1,000 lines"],
  ["preflight-3-lines", "Rules of Peppol over it, 3 lines"],
  ["pdf-1-page", "PDF of one page, UBL inside", "pdf-lib"],
  ["pdf-1000-lines", "PDF of 1,000 lines"],
  ["pdf-terms-20-pages", "PDF of one page with 20 pages of terms"],
];

const lastLine = (text) => JSON.parse(text.trim().split("\n").at(-1));

function time(nanoseconds) {
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(1)} µs`;
  return `${(nanoseconds / 1e6).toFixed(nanoseconds < 1e8 ? 2 : 0)} ms`;
}

const verdicts = [];

/** What a visitor waits for on a slow network with a slow processor: beside peers and beside the same flow without a framework. */
function printLoads(loads) {
  const milliseconds = (value) => `${value.toFixed(0)} ms`;
  const columns = ["first view", "usable", "blocking", "shift", "travelled", "requests"];
  say(`\n${bold("Slow 4G, processor 4 times slower".padEnd(38) + columns.map((name) => name.padStart(12)).join(""))}`);
  for (const { title, shellOnly, first, ready, blocking, shift, bytes, requests } of loads) {
    const figures = [shellOnly ? "–" : milliseconds(first), shellOnly ? "–" : milliseconds(ready), milliseconds(blocking), shift.toFixed(3), `${(bytes / 1024).toFixed(1)} KB`, String(requests)];
    say(title.padEnd(38) + figures.map((figure) => figure.padStart(12)).join(""));
  }
  const [ours, byHand] = ["widget", "by-hand"].map((name) => loads.find((load) => load.name === name));
  const judgedAs = [["first", "first-view", "first view"], ["ready", "interactive", "usable"], ["blocking", "blocking", "blocking"]];
  say(judgedAs.map(([key, budget, name]) => `${name} ${judged(ours[key], loadBudgets[budget], milliseconds)}`).join("   "));
  say(`layout shift ${judged(ours.shift, loadBudgets.shift, (value) => value.toFixed(3))}`);
  say(dim(`What the framework costs: ${((ours.bytes - byHand.bytes) / 1024).toFixed(1)} KB, and ${milliseconds(ours.ready - byHand.ready)} until the widget can be used.`));
}

/** How a figure stands to its budget; only a figure far beyond it counts as a failure. */
function judged(figure, budget, shown) {
  if (!budget) return "";
  const words = `≤ ${shown(budget)}`;
  if (figure <= budget) return green(`✓ ${words}`);
  const over = figure > TOLERANCE * budget;
  if (over) verdicts.push(words);
  return (over ? red : bold)(`${over ? "✗" : "!"} ${words} (${(figure / budget).toFixed(1)} times)`);
}

const row = (name, best, median, verdict, beside = "") => say(`${name.padEnd(54)}${best.padStart(10)}${median.padStart(10)}  ${[verdict, beside].filter(Boolean).join("  ")}`);

await main(ensureNpmPackages);
await continueOnNode22();
async function measurePrograms() {
  const python = await ensureBenchPython();
  let ours;
  const peers = {};
  await step("Native programs (cargo bench)", () => {
    ours = lastLine(runQuietly("cargo", ["bench", "--quiet", "-p", "edge", "--bench", "bench"], { env: pinnedEnvironment() }));
  });
  await step("Peers (eu-einvoice, pdf-lib)", () => {
    peers["eu-einvoice"] = lastLine(runQuietly(python, [at("tests/bench/eu_einvoice_ubl.py")]));
    peers["pdf-lib"] = lastLine(runQuietly(node22(), [at("tests/bench/pdf-lib.mjs")]));
  });
  let worker = null;
  if (existsSync(at("edge/build/index.js"))) {
    // These need packages, which are there only now.
    const [{ pdfInWorkerd }, { bookingsInWorkerd }] = [await import("../tests/bench/workerd-pdf.mjs"), await import("../tests/bench/workerd-bookings.mjs")];
    const port = await freePort();
    worker = { pdf: await pdfInWorkerd(port), bookings: await bookingsInWorkerd(port) };
  }

  say(`\n${bold("".padEnd(54) + "best".padStart(10) + "median".padStart(10))}  ${dim("budget, ratio to a peer of the same run")}`);
  for (const [name, title, peer] of cases) {
    const figures = ours.nanoseconds[name];
    if (!figures) throw new Error(`The bench says nothing of ${name}.`);
    const beside = peer ? `${peer} ${time(peers[peer].nanoseconds[1])}: ${(peers[peer].nanoseconds[1] / figures[1]).toFixed(1)} times` : "";
    row(title, time(figures[0]), time(figures[1]), judged(figures[0], timeBudgets[name], time), beside);
  }
  if (worker) {
    const { pdf, bookings: { idle, saturated, mails } } = worker;
    row("PDF of one page in workerd, without its file store", "", time(pdf.nanoseconds), "", pdf.cpu ? `${time(pdf.cpu)} of CPU` : "");
    row("Booking in workerd, the queue idle", "", time(idle * 1e6), "");
    row("Booking in workerd, the queue saturated", "", time(saturated * 1e6), "", `${(saturated / idle).toFixed(2)} times idle, ${mails} mails meanwhile`);
  } else say(dim("In workerd: not measured, because the Worker is not built (npm run build:edge)."));
  const size = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  for (const [name, bytes] of Object.entries(ours.bytes)) row(`Size of ${name}`, size(bytes), "", judged(bytes, byteBudgets[name], size));
}

async function measureLoads() {
  await buildWidget();
  await step("Native program (cargo)", () => void runQuietly("cargo", ["build", "--quiet", "-p", "edge", "--example", "native"], { env: pinnedEnvironment() }));
  const chromium = await ensureChromium();
  const { loadBench } = await import("../tests/bench/load.mjs");
  printLoads(await loadBench(chromium));
}

await main(async () => {
  if (!process.argv.includes("--load")) await measurePrograms();
  await measureLoads();
  say(dim(`\n${outputOf("uname", ["-srm"]) ?? process.platform}. Judged by the best round. Other work on the machine makes times wander: "!" is over its budget, "✗" more than ${TOLERANCE} times.`));
  if (verdicts.length > 0) throw new Error("More than twice over budget: see the lines marked ✗.");
});
