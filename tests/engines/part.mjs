// The part "engines" of `npm test`: the product on two addresses, one of which never sends its WebAssembly, and each engine that is here.
import { bold, say } from "../../scripts/lib/log.mjs";
import { buildWidget } from "../../scripts/build-widget.mjs";
import { ensureEngines } from "../../scripts/lib/engines.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { ensureNpmPackages } from "../../scripts/lib/npm-packages.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { serveFront } from "../lib/front.mjs";
import { startNative } from "../lib/targets.mjs";
import { engineTenants } from "./tenants.mjs";

/** Runs `tests(files, environment)` over the engines of this machine; an engine that cannot be had is named at the end. */
export async function withEngines(tests) {
  await ensureNpmPackages(at("packages/widget"), "npm packages of the widget's package");
  const { programs, missing } = await ensureEngines();
  await buildWidget();
  const ports = { host: await freePort(), waitingHost: await freePort(), product: await freePort(), waiting: await freePort() };
  const native = await startNative({ port: await freePort(), name: "engines", sql: engineTenants([ports.host, ports.waitingHost].map((port) => `http://localhost:${port}`)) });
  const servers = [
    await serveFront({ port: ports.product, behind: native.url }),
    await serveFront({ port: ports.waiting, behind: native.url, withheld: /\.wasm$/ }),
  ];
  try {
    return await tests(["access", "demo", "react", ...Object.keys(programs).sort()].map((name) => at(`tests/engines/${name}.test.mjs`)), {
      BOOKSLIP_ENGINES: JSON.stringify(programs),
      BOOKSLIP_HOST_PORT: String(ports.host), BOOKSLIP_WAITING_HOST_PORT: String(ports.waitingHost),
      BOOKSLIP_URL: `http://127.0.0.1:${ports.product}`, BOOKSLIP_WAITING_URL: `http://127.0.0.1:${ports.waiting}`,
    });
  } finally {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await native.stop();
    for (const sentence of missing) say(bold(sentence));
  }
}
