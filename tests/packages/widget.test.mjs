// The npm package: what is in it, whether its types hold, and what it renders on a server.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { output, packWidget } from "../../scripts/build-packages.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { runQuietly } from "../../scripts/lib/run.mjs";

const folder = at("packages/widget");
const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
const require = createRequire(`${folder}/package.json`);

test("the tarball holds loader, types, component and licences, and nothing else", () => {
  mkdirSync(output, { recursive: true });
  const { files, size } = packWidget();
  assert.deepEqual(files, ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "index.d.ts", "index.js", "package.json", "react.d.ts", "react.js"]);
  assert.ok(size < 12_000, `${size} bytes`);
});

test("the package has the version of the project, and needs nothing at run time but a React that is there", () => {
  assert.equal(manifest.version, JSON.parse(readFileSync(at("package.json"), "utf8")).version);
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(Object.keys(manifest.peerDependencies), ["react"]);
  for (const [name, version] of Object.entries(manifest.devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, name);
});

test("the types hold where they should, and refuse what is wrong", () => {
  runQuietly(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", `${folder}/test`]);
});

test("a server renders the element with its link, and asks nobody", async () => {
  const { BookingWidget } = await import(`${folder}/react.js`);
  const { createElement } = require("react");
  const { renderToString } = require("react-dom/server");
  const html = renderToString(createElement(BookingWidget, { base: "https://book.example/", tenant: "acme", service: "cut", hourCycle: "h23", onCreated() {}, className: "mine" }, "Réserver"));
  assert.equal(html, '<booking-widget class="mine" tenant="acme" service="cut" hour-cycle="h23"><a href="https://book.example/b/acme?service=cut">Réserver</a></booking-widget>');
});

test("what a page hands over cannot leave the attribute or the address", async () => {
  const { bookingAddress } = await import(`${folder}/index.js`);
  assert.equal(bookingAddress("https://book.example", { tenant: "a/../b?c", service: '"><i>' }), "https://book.example/b/a%2F..%2Fb%3Fc?service=%22%3E%3Ci%3E");
});

test("without a document nothing is loaded", async () => {
  const { loadBookingWidget } = await import(`${folder}/index.js`);
  assert.equal(await loadBookingWidget("https://book.example"), undefined);
});
