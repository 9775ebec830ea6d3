// What `npm test` runs, in order. The last line counts the tests.
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { bold, dim, duration, green, red, say } from "../scripts/lib/log.mjs";
import { ensureChromium } from "../scripts/lib/chromium.mjs";
import { cargoTests, nodeTests } from "../scripts/lib/count.mjs";
import { at } from "../scripts/lib/paths.mjs";
import { freePort } from "../scripts/lib/ports.mjs";
import { ensurePython } from "../scripts/lib/python.mjs";
import { offline, pinnedEnvironment, run } from "../scripts/lib/run.mjs";
import { frozenBuild } from "./lib/frozen.mjs";
import { startMailServer } from "./delivery/peers.mjs";
import { withEngines } from "./engines/part.mjs";
import { serveFront } from "./lib/front.mjs";
import { startProduct } from "./lib/product.mjs";
import { withPackages } from "./packages/part.mjs";
import { startNative, startWorkerd, workerdFolder } from "./lib/targets.mjs";
import { kinds, seedSql, tenantSql } from "./lib/tenants.mjs";
import { buildAll } from "../scripts/build.mjs";

const cargo = (...args) => run("cargo", args, { env: pinnedEnvironment() });
const suite = (folder) =>
  readdirSync(at("tests", folder)).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => at("tests", folder, name));
const environment = { ...offline, BOOKSLIP_LONG: process.argv.includes("--long") ? "1" : "" };
const tests = (name, folder, env = {}) => nodeTests(name, suite(folder), { ...environment, ...env });

/** SQL of the tenants of every HTTP test file. */
const seed = () => seedSql(suite("http").map((path) => basename(path, ".test.mjs")));

/** Runs the HTTP suite against a server that is being started, and ends the server. */
async function against(starting, name) {
  const server = await starting;
  try {
    return await tests(name, "http", { BOOKSLIP_URL: server.url, BOOKSLIP_LINK_KEY: server.linkKey, BOOKSLIP_LOG: server.logFile });
  } finally {
    await server.stop();
  }
}

/** A part answers with its count of tests, or with nothing when it is a check without tests. */
const parts = [
  ["format", () => cargo("fmt", "--all", "--check")],
  ["tidy", () => tests("tidy", "tidy")],
  ["clippy", () => cargo("clippy", "--workspace", "--all-targets", "--", "-D", "warnings")],
  ["clippy-wasm", () => cargo("clippy", "-p", "edge", "-p", "widget", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings")],
  ["doc", () => run("cargo", ["doc", "--workspace", "--no-deps"], { env: pinnedEnvironment({ RUSTDOCFLAGS: "-D warnings" }) })],
  ["cargo", () => cargoTests(["--workspace"])],
  ["rules", () => ensurePython().then(() => tests("rules", "rules"))],
  ["pdf", async () => {
    await ensurePython();
    await cargo("build", "--workspace", "--examples");
    return tests("pdf", "pdf");
  }],
  ["build", buildAll],
  ["size", () => run(process.execPath, [at("scripts/size.mjs")], { env: pinnedEnvironment() })],
  ["widget", async () => {
    const files = ["layout", "manners", "settings"].map((name) => at(`tests/widget/${name}.test.mjs`));
    return nodeTests("widget", files, { ...environment, CHROMIUM_PATH: await ensureChromium() });
  }],
  ["http-native", async () => {
    // The same packages as "cargo test", so that nothing is compiled with another set of features.
    await cargo("build", "--workspace", "--examples");
    return against(startNative({ port: await freePort(), name: "http-native", sql: seed() }), "http-native");
  }],
  ["http-workerd", async () => against(startWorkerd({ port: await freePort(), folder: workerdFolder("http-workerd", seed()) }), "http-workerd")],
  ["race", () => tests("race", "race")],
  ["delivery", async () => {
    await ensurePython();
    await cargo("build", "--workspace", "--examples");
    const counts = await tests("delivery", "delivery");
    if (!environment.BOOKSLIP_LONG) return counts;
    // The same peers, with the Worker instead of the native program.
    const files = ["peppol", "webhooks"].map((name) => at(`tests/delivery/${name}.test.mjs`));
    const again = await nodeTests("delivery-workerd", files, { ...environment, BOOKSLIP_TARGET: "workerd" });
    return { ...counts, passed: counts.passed + again.passed, failed: counts.failed + again.failed };
  }],
  ["start", () => tests("start", "start")],
  ["screens", async () => {
    const chromium = await ensureChromium();
    await cargo("build", "--workspace", "--examples");
    const tenants = ["screens", "screens-other", "screens-quotes", "screens-module", "screens-layout", "screens-delivery"].map((slug) => tenantSql({ slug, settings: kinds.invoice }));
    const sql = [...tenants, "UPDATE admin_key SET role = 'file_manager' WHERE tenant_id = 'id-screens-module';"].join("\n");
    // Whoever is at nobody.example does not exist.
    const onRcptTo = ({ address }, _session, done) => done(address.endsWith("@nobody.example") ? Object.assign(new Error("5.1.1 No such user here"), { responseCode: 550 }) : null);
    const mail = await startMailServer({ disabledCommands: ["STARTTLS", "AUTH"], onRcptTo });
    const receiver = await freePort();
    const env = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: "noreply@book.example", OUTBOUND_ALLOW: `127.0.0.1:${receiver}` };
    const native = await startNative({ port: await freePort(), name: "screens", sql, env });
    const port = await freePort();
    const front = await serveFront({ port, behind: native.url });
    try {
      const url = `http://localhost:${port}`;
      return await tests("screens", "screens", { BOOKSLIP_DASHBOARD: `${url}/admin`, BOOKSLIP_URL: url, BOOKSLIP_OPERATOR_KEY: native.operatorKey, BOOKSLIP_RECEIVER_PORT: String(receiver), CHROMIUM_PATH: chromium });
    } finally {
      front.close();
      front.closeAllConnections();
      await native.stop();
      await mail.close();
    }
  }],
  ["packages", async () => {
    await cargo("build", "--workspace", "--examples");
    return withPackages((files, env) => nodeTests("packages", files, { ...environment, ...env }));
  }],
  ["browser", async () => {
    const chromium = await ensureChromium();
    const beside = ["quote", "repeat"].map((kind) => tenantSql({ slug: `browser-${kind}`, settings: kinds[kind] })).join("\n");
    const product = await startProduct({
      port: await freePort(), hostPort: await freePort(), name: "browser", persistTo: workerdFolder("browser", beside), config: frozenBuild("browser-build"),
    });
    try {
      return await tests("browser", "browser", {
        BOOKSLIP_DASHBOARD: product.dashboard, BOOKSLIP_HOST: product.host, BOOKSLIP_KEY: product.key,
        BOOKSLIP_URL: new URL(product.dashboard).origin, CHROMIUM_PATH: chromium,
      });
    } finally {
      await product.stop();
    }
  }],
];

/** Parts that run only when they are named: they take minutes, and need browsers that not every machine has. */
const named = [
  // Themes, modes, and visits with Back and reload: not all of them hold yet.
  ["widget-all", async () => tests("widget", "widget", { CHROMIUM_PATH: await ensureChromium() })],
  ["engines", async () => {
    await cargo("build", "--workspace", "--examples");
    return withEngines((files, env) => nodeTests("engines", files, { ...environment, ...env }));
  }],
];

function chosen(args) {
  const index = args.indexOf("--only");
  if (index < 0) return parts;
  const names = (args[index + 1] ?? "").split(",");
  const all = [...parts, ...named];
  const unknown = names.filter((name) => !all.some(([part]) => part === name));
  if (unknown.length > 0) throw new Error(`There is no part "${unknown.join(", ")}". Parts: ${all.map(([part]) => part).join(", ")}.`);
  return all.filter(([part]) => names.includes(part));
}

const rows = [];
const total = { passed: 0, failed: 0 };

function add(counts) {
  total.passed += counts?.passed ?? 0;
  total.failed += counts?.failed ?? 0;
}

function summary() {
  say("");
  for (const { name, milliseconds, counts, failed } of rows) {
    const mark = failed ? red("✗") : green("✓");
    const count = counts?.passed ? `${counts.passed} passed` : "";
    say(`${mark} ${name.padEnd(14)} ${duration(milliseconds).padStart(12)}  ${dim(count)}`);
  }
  say("");
  say(`${total.passed} passed, ${total.failed} failed`);
}

/** Runs the parts that the command line asks for. */
export async function runParts(args) {
  for (const [name, work] of chosen(args)) {
    say(`\n${bold(`── ${name} `.padEnd(72, "─"))}`);
    const started = performance.now();
    try {
      const counts = (await work()) ?? undefined;
      add(counts);
      rows.push({ name, milliseconds: performance.now() - started, counts });
    } catch (error) {
      // A check that fails without naming a test still counts as one failure.
      add(error.counts?.failed ? error.counts : { passed: error.counts?.passed ?? 0, failed: 1 });
      rows.push({ name, milliseconds: performance.now() - started, counts: error.counts, failed: true });
      say(`\n${red("✗")} ${error.message}`);
      summary();
      process.exit(1);
    }
  }
  summary();
}
