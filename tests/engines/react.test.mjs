// The React component on a page that a server rendered, in strict mode: it hydrates, books, and tells its handlers once.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { close, newPage } from "../browser/browser.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { launch } from "../lib/engines/index.mjs";
import { walk } from "./steps.mjs";
import { tenant } from "./tenants.mjs";

const bookslip = process.env.BOOKSLIP_URL;
const port = Number(process.env.BOOKSLIP_HOST_PORT);
const folder = at("packages/widget");
const require = createRequire(`${folder}/package.json`);

let browser;
let server;
before(async () => {
  const { outputFiles: [script] } = await build({ entryPoints: [`${folder}/test/page.mjs`], bundle: true, write: false, format: "iife", define: { "process.env.NODE_ENV": '"development"' }, logLevel: "error" });
  const { BookingWidget } = await import(`${folder}/react.js`);
  const { renderToString } = require("react-dom/server");
  const html = renderToString(require("react").createElement(BookingWidget, { base: bookslip, tenant, loading: "eager" }, "Book online"));
  const page = `<!doctype html><html lang="en-BE"><title>React</title><script src="/probe.js"></script><div id="app" data-base="${bookslip}" data-tenant="${tenant}">${html}</div><script src="/page.js"></script></html>`;
  const files = { "/": ["text/html; charset=utf-8", page], "/page.js": ["text/javascript", script.text], "/probe.js": ["text/javascript", readFileSync(new URL("probe.js", import.meta.url), "utf8")] };
  server = createServer((request, response) => {
    const [type, text] = files[request.url] ?? [];
    response.writeHead(type ? 200 : 204, type ? { "content-type": type } : {}).end(text);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  browser = (await launch("chromium")).browser;
}, { timeout: 60_000 });
after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

test("the component takes over what a server rendered, and books", { timeout: 60_000 }, async () => {
  const page = await newPage(browser);
  try {
    await page.goto(`http://localhost:${port}/`);
    const number = await walk(page);
    const { told, errors, scripts } = await page.evaluate(() => ({ told: globalThis.told, errors: globalThis.probe.errors, scripts: document.querySelectorAll('script[src*="v1.js"]').length }));
    assert.equal(scripts, 1, "strict mode mounts twice, the script is there once");
    assert.deepEqual(told.filter((one) => one === number), [number]);
    assert.deepEqual(told.filter((one) => one === "review"), ["review"]);
    assert.deepEqual([...errors, ...page.errors], []);
  } finally {
    await close(page);
  }
});
