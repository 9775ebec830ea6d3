// The part "packages" of `npm test`: what site owners install elsewhere, against a running product. WordPress itself is Debian's.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { bold, say, step } from "../../scripts/lib/log.mjs";
import { ensureNpmPackages } from "../../scripts/lib/npm-packages.mjs";
import { at } from "../../scripts/lib/paths.mjs";
import { freePort } from "../../scripts/lib/ports.mjs";
import { outputOf, runQuietly } from "../../scripts/lib/run.mjs";
import { canInstallPackages, installPackages } from "../../scripts/lib/system.mjs";
import { startNative } from "../lib/targets.mjs";
import { tenantSql } from "../lib/tenants.mjs";

const folder = at("target/wordpress");
const wordpress = join(folder, "usr/share/wordpress");

/** The files of WordPress, taken out of Debian's package without installing it: its server and database are not needed. */
async function ensureWordPress() {
  if (!existsSync(join(wordpress, "wp-includes/kses.php"))) {
    if (outputOf("apt-get", ["--version"]) === null || outputOf("dpkg-deb", ["--version"]) === null) return false;
    await step("WordPress from the system's packages", () => {
      mkdirSync(folder, { recursive: true });
      runQuietly("apt-get", ["download", "-q", "wordpress"], { cwd: folder });
      const file = readdirSync(folder).find((name) => name.endsWith(".deb"));
      runQuietly("dpkg-deb", ["-x", file, "."], { cwd: folder });
    }).catch(() => {});
  }
  if (outputOf("php", ["--version"]) === null && canInstallPackages()) {
    await step("PHP from the system's packages", () => installPackages(["php-cli", "php-mbstring", "php-xml"])).catch(() => {});
  }
  return existsSync(join(wordpress, "wp-includes/kses.php")) && outputOf("php", ["--version"]) !== null;
}

/** Runs `tests(files, environment)`; without WordPress or PHP its plug-in is not tried, and a sentence says so. */
export async function withPackages(tests) {
  await ensureNpmPackages(at("packages/widget"), "npm packages of the widget's package");
  const hasWordPress = await ensureWordPress();
  const files = ["widget", ...(hasWordPress ? ["wordpress"] : [])].map((name) => at(`tests/packages/${name}.test.mjs`));
  const native = await startNative({ port: await freePort(), name: "packages", sql: tenantSql({ slug: "packages" }) });
  try {
    return await tests(files, { BOOKSLIP_URL: native.url, BOOKSLIP_WORDPRESS: wordpress });
  } finally {
    await native.stop();
    if (!hasWordPress) say(bold("The WordPress plug-in is not tried here: it needs PHP, and apt-get to fetch Debian's copy of WordPress."));
  }
}
