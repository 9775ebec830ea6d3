// The plug-in inside of WordPress's own filters, blocks and shortcodes (Debian's copy of WordPress), against a running Bookslip.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { test } from "node:test";
import { output, packWordPress } from "../../scripts/build-packages.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { runQuietly } from "../../scripts/lib/run.mjs";
import { site } from "../lib/tenants.mjs";

const base = process.env.BOOKSLIP_URL;
const wordpress = process.env.BOOKSLIP_WORDPRESS;
const tenant = "packages";
const options = { bookslip: { base, tenant } };

/** One run of PHP: a task in, its answer and what WordPress was told out. */
const run = (task) => JSON.parse(runQuietly("php", [at("tests/packages/wordpress.php"), wordpress], { input: JSON.stringify({ site, options, ...task }) }));

const post = (given, more = {}) => run({ work: "post", given, ...more });

test("an author who may not write HTML keeps shortcode and block, though WordPress takes a pasted widget away", () => {
  const { answer } = post('[booking service="visit"] <!-- wp:bookslip/booking {"theme":"dark"} /--> <booking-widget tenant="x"></booking-widget><script src="https://book.example/w/v1.js"></script>');
  assert.equal(answer.saved.trim(), '[booking service="visit"] <!-- wp:bookslip/booking {"theme":"dark"} /-->');
  const widgets = answer.shown.match(/<booking-widget.*?<\/booking-widget>/g);
  assert.deepEqual(widgets, [
    `<booking-widget service="visit" tenant="${tenant}"><a href="${base}/b/${tenant}?service=visit">Book online</a></booking-widget>`,
    `<booking-widget theme="dark" tenant="${tenant}"><a href="${base}/b/${tenant}">Book online</a></booking-widget>`,
  ]);
});

test("the script is asked for once, from the server itself, and out of reach of plug-ins that combine scripts", () => {
  assert.deepEqual(post("[booking][booking]").scripts, { bookslip: `${base}/w/v1.js` });
  const { answer } = run({ work: "tag", given: `<script src="${base}/w/v1.js" id="bookslip-js"></script>` });
  assert.match(answer, / async .*data-no-optimize="1".* src="/);
});

test("every attribute passes as it is written, in the block's spelling too", () => {
  const { answer } = post('[booking tenant="other" resource="ada" locale="nl-BE" mode="popup" loading="eager" hour-cycle="h23" time-zone="Europe/Brussels" button-text="Réserver" source="spring"]');
  assert.match(answer.shown, /<booking-widget tenant="other" resource="ada" locale="nl-BE" mode="popup" loading="eager" hour-cycle="h23" time-zone="Europe\/Brussels" button-text="Réserver" source="spring">/);
  assert.match(post('<!-- wp:bookslip/booking {"buttonText":"Boek"} /-->').answer.shown, /button-text="Boek".*>Boek<\/a>/);
});

test("what cannot be right, or is an attack, does not reach the page", () => {
  const { answer } = post(`[booking tenant='x" onload="1' theme="blue" onclick="alert(1)" button-text="<b>no</b>" service="../admin"]`);
  assert.equal(answer.shown, `<booking-widget tenant="${tenant}"><a href="${base}/b/${tenant}">Book online</a></booking-widget>`);
});

test("without settings an editor is told what to do, and a visitor sees nothing broken", () => {
  assert.match(post("[booking]", { options: {}, rights: ["edit_posts"] }).answer.shown, /Settings &gt; Bookslip/);
  assert.equal(post("[booking]", { options: {} }).answer.shown, "");
});

test("the settings keep scheme and host, and name the field that is wrong", () => {
  const good = run({ work: "settings", given: { base: "https://book.example/b/acme?x=1", tenant: " acme " } });
  assert.deepEqual([good.answer, good.errors], [{ base: "https://book.example", tenant: "acme" }, []]);
  const wrong = run({ work: "settings", given: { base: "http://book.example", tenant: "Acme Ltd" } });
  assert.deepEqual(Object.keys(wrong.errors), ["base", "tenant"]);
  assert.deepEqual(wrong.answer, { base: "", tenant: "" });
  assert.deepEqual(run({ work: "settings", given: "nothing" }).answer, { base: "", tenant: "" });
});

const checks = [
  ["all is well", {}, true, /All is well: Tenant packages offers 3 services/],
  ["another site", { site: "https://elsewhere.example" }, false, /Allowed origins: add https:\/\/elsewhere\.example/],
  ["no such tenant", { options: { bookslip: { base, tenant: "nobody" } } }, false, /Tenant: there is no "nobody"/],
  ["nobody answers", { options: { bookslip: { base: "http://127.0.0.1:9", tenant } } }, false, /Address: .* does not answer/],
  ["nothing is set", { options: {} }, false, /Write the address and the tenant first/],
];
for (const [name, task, ok, text] of checks) {
  test(`the check says in one sentence: ${name}`, () => {
    const { answer } = run({ work: "check", ...task });
    assert.equal(answer.ok, ok, answer.text);
    assert.match(answer.text, text);
  });
}

test("the settings page shows both fields and the sentence of the check, to those who manage the site", () => {
  const { answer, page } = run({ work: "page" });
  assert.deepEqual(page, ["manage_options", "bookslip"]);
  assert.match(answer, /notice-success" role="status"><p>All is well/);
  assert.match(answer, new RegExp(`value="${base}"`));
});

test("the zip has one folder with the plug-in, its block and the licences", () => {
  mkdirSync(output, { recursive: true });
  const names = runQuietly("python3", ["-c", "import sys,zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))", packWordPress()]).trim().split("\n").filter((name) => !name.endsWith("/")).sort();
  assert.deepEqual(names, ["LICENSE-APACHE", "LICENSE-MIT", "block/block.json", "block/editor.asset.php", "block/editor.js", "bookslip.php", "readme.txt", "uninstall.php"].map((name) => `bookslip/${name}`).sort());
  for (const name of ["bookslip.php", "uninstall.php", "block/editor.asset.php"]) runQuietly("php", ["-l", at("packages/wordpress/bookslip", name)]);
});
