// How long a visitor waits: the widget on somebody's page beside date pickers, an embed of another product, and the same flow written
// by hand, all in one run, on a slow network with a slow processor. The rounds alternate, the median counts.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer, request as forward } from "node:http";
import { extname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "playwright-core";
import { step } from "../../scripts/lib/log.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { ensureNpmPackages } from "../../scripts/lib/npm-packages.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { startNative } from "../lib/targets.mjs";
import { kinds, tenantSql } from "../lib/tenants.mjs";

const ROUNDS = 5;
// What Lighthouse calls slow 4G, and its slowdown for a mid-range phone.
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 675_000 / 8 };
const SLOWDOWN = 4;
const peers = at("tests/bench/peers");

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const types = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8", ".json": "application/json" };

const day = ".flatpickr-day:not(.prevMonthDay)";
/** What each page loads, where the first thing to see is, and what can be pressed. */
const pages = [
  { name: "widget", title: "Bookslip, the widget", first: ["booking-widget", "li a, li button"], event: "booking:ready" },
  { name: "by-hand", title: "the same flow by hand", first: ["peer-widget", "li button"], event: "booking:ready", source: `import "../peer-widget.js";` },
  { name: "flatpickr", title: "flatpickr", first: [null, day], source: `import flatpickr from "flatpickr"; import "flatpickr/dist/flatpickr.min.css"; flatpickr("#book", { inline: true });` },
  { name: "react-day-picker", title: "react-day-picker", first: [null, ".rdp-day button, .rdp-day_button"],
    source: `import { createElement } from "react"; import { createRoot } from "react-dom/client"; import { DayPicker } from "react-day-picker"; import "react-day-picker/style.css"; createRoot(document.querySelector("#book")).render(createElement(DayPicker, { mode: "single" }));` },
  { name: "fullcalendar", title: "FullCalendar", first: [null, ".fc-daygrid-day"],
    source: `import { Calendar } from "@fullcalendar/core"; import dayGrid from "@fullcalendar/daygrid"; import interaction from "@fullcalendar/interaction"; new Calendar(document.querySelector("#book"), { plugins: [dayGrid, interaction], selectable: true }).render();` },
  { name: "calcom", title: "@calcom/embed-core, its shell alone", first: [null, "cal-inline"], shellOnly: true,
    source: `import start from "@calcom/embed-core"; const Cal = start(location.origin + "/calcom.js"); Cal("init", { origin: location.origin }); Cal("inline", { elementOrSelector: "#book", calLink: "acme/visit" });` },
];

/** All of the widget's looks, for the same flow without a framework. */
const styleText = () => [at("widget/loader/first.css"), ...readdirSync(at("widget/src/style")).sort().map((name) => at("widget/src/style", name))].map((path) => readFileSync(path, "utf8")).join("\n");

/** One script and one style sheet for each page that is not ours. */
async function bundles() {
  const { build, transform } = await import("esbuild");
  const { code: style } = await transform(styleText(), { loader: "css", minify: true });
  const made = new Map();
  for (const { name, source } of pages.filter((page) => page.source)) {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: peers, loader: "jsx" }, bundle: true, minify: true, write: false, outdir: "/", format: "iife", target: "chrome111", legalComments: "none", logLevel: "error",
      define: { "process.env.NODE_ENV": '"production"', STYLE_CSS: JSON.stringify(style) }, loader: { ".svg": "dataurl", ".woff": "dataurl" },
    });
    for (const { path, contents } of outputFiles) made.set(`/${name}${extname(path)}`, Buffer.from(contents));
  }
  return made;
}

const brotli = (bytes, quality) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

/** A server that compresses as the platform does; what is no file goes to `behind`. */
async function serve(port, find, behind) {
  const packed = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://bench");
    const bytes = find(pathname);
    const headers = { "access-control-allow-origin": "*", "cache-control": "public, max-age=600" };
    if (bytes) {
      if (!packed.has(pathname)) packed.set(pathname, brotli(bytes, 11));
      return response.writeHead(200, { ...headers, "content-type": types[extname(pathname) || ".html"], "content-encoding": "br" }).end(packed.get(pathname));
    }
    if (!behind) return response.writeHead(404).end();
    const on = forward({ hostname: "127.0.0.1", port: new URL(behind).port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      const { "content-length": _length, "transfer-encoding": _coding, ...kept } = answer.headers;
      answer.once("end", () => response.writeHead(answer.statusCode, { ...kept, "content-encoding": "br" }).end(brotli(Buffer.concat(parts), 4)));
    });
    request.pipe(on);
    return undefined;
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

const html = (page, bookslip, has) => `<!doctype html><html lang="en-BE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.name}</title>
<style>body{margin:0 auto;max-width:720px;font:16px/1.5 sans-serif}</style>${has(`/${page.name}.css`) ? `<link rel="stylesheet" href="/${page.name}.css">` : ""}</head><body><h1>Book a visit</h1><p>${"Words of the page. ".repeat(30)}</p>
${page.name === "widget" ? `<script type="module" src="${bookslip}/w/v1.js"></script><booking-widget tenant="bench"><a href="${bookslip}/b/bench">Book online</a></booking-widget>`
    : page.name === "by-hand" ? `<peer-widget tenant="bench" api-base="${bookslip}"></peer-widget><script async src="/by-hand.js"></script>` : `<div id="book"></div><script async src="/${page.name}.js"></script>`}
<p>${"Words below. ".repeat(60)}</p></body></html>`;

/** In the page, before anything else: notes when the first thing is seen and can be used, long tasks and shifts. */
function watch({ first: [host, selector], event }) {
  const seen = (globalThis.seen = { first: null, ready: null, tasks: [], shift: 0 });
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]))).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => (seen.shift += list.getEntries().reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0))).observe({ type: "layout-shift", buffered: true });
  if (event) document.addEventListener(event, () => (seen.ready ??= performance.now()), { once: true });
  const look = () => {
    const root = host ? document.querySelector(host)?.shadowRoot : document;
    const found = root?.querySelector(selector);
    if (found?.getClientRects().length) seen.first ??= performance.now();
    if (!event) seen.ready ??= seen.first;
    if (seen.first === null || seen.ready === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One visit with an empty cache. */
async function visit(browser, page, origin) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-BE", timezoneId: "Europe/Brussels" });
  try {
    const tab = await context.newPage();
    const client = await context.newCDPSession(tab);
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", NETWORK);
    await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    const sizes = [];
    client.on("Network.loadingFinished", ({ encodedDataLength }) => sizes.push(encodedDataLength));
    await tab.addInitScript(watch, page);
    await tab.goto(`${origin}/${page.name}`);
    // A shell alone shows nothing: its frame is somebody else's server, which is not asked.
    if (!page.shellOnly) await tab.waitForFunction(() => globalThis.seen.first !== null && globalThis.seen.ready !== null, null, { timeout: 60_000 });
    await tab.waitForTimeout(400);
    const { first, ready, tasks, shift } = await tab.evaluate(() => globalThis.seen);
    const blocking = tasks.filter(([start]) => page.shellOnly || start < ready).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
    return { first, ready, blocking, shift, bytes: sizes.reduce((sum, size) => sum + size, 0), requests: sizes.length };
  } finally {
    await context.close();
  }
}

/** Figures of every page: medians of milliseconds, layout shift, bytes that travelled and requests. */
export async function loadBench(executablePath) {
  await ensureNpmPackages(peers, "npm packages of the bench");
  const made = await bundles();
  const [hostPort, bookPort] = [await freePort(), await freePort()];
  const [origin, bookslip] = [`http://localhost:${hostPort}`, `http://127.0.0.1:${bookPort}`];
  const native = await startNative({ port: await freePort(), name: "bench-load", sql: tenantSql({ slug: "bench", settings: kinds.invoice, origins: [origin] }) });
  const site = await serve(hostPort, (path) => made.get(path) ?? pages.filter(({ name }) => path === `/${name}`).map((page) => Buffer.from(html(page, bookslip, (file) => made.has(file))))[0]);
  const asset = (path) => (/^\/w\/(?:a\/[0-9a-f]{16}\/)?[a-z0-9_-]+\.(?:js|json|wasm)$/.test(path) && existsSync(at("public", path)) ? readFileSync(at("public", path)) : undefined);
  const book = await serve(bookPort, asset, native.url);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"] });
  try {
    const visits = new Map(pages.map(({ name }) => [name, []]));
    await step(`Visits on slow 4G with a ${SLOWDOWN} times slower processor`, async () => {
      // The first round fills the caches of the servers.
      for (let round = 0; round <= ROUNDS; round += 1) for (const page of pages) visits.get(page.name).push(await visit(browser, page, origin));
    });
    return pages.map(({ name, title, shellOnly }) => {
      const [, ...counted] = visits.get(name);
      const figure = (key) => median(counted.map((one) => one[key]));
      return { name, title, shellOnly, ...Object.fromEntries(["first", "ready", "blocking", "shift", "bytes", "requests"].map((key) => [key, figure(key)])) };
    });
  } finally {
    await browser.close();
    for (const server of [site, book]) {
      server.close();
      server.closeAllConnections();
    }
    await native.stop();
  }
}
