// A Chromium for the browser tests: the one that is given, the system's, or one that can be installed.
import { existsSync } from "node:fs";
import { step } from "./log.mjs";
import { at } from "./paths.mjs";
import { pinnedEnvironment, run } from "./run.mjs";
import { canInstallPackages, installPackages } from "./system.mjs";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a browser that is already here, or null. */
async function present() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names "${given}", which does not exist.`);
    return given;
  }
  const place = places.find((path) => existsSync(path));
  if (place) return place;
  const { chromium } = await import("playwright-core");
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : null;
}

/** The path of a Chromium; installs one where there is none. */
export async function ensureChromium() {
  const here = await present();
  if (here) return here;
  if (canInstallPackages()) {
    await step("Chromium from the system's packages", () => installPackages(["chromium"]));
  } else {
    await step("Chromium from Playwright", () =>
      run(at("node_modules/.bin/playwright-core"), ["install", "chromium"], { env: pinnedEnvironment() }),
    );
  }
  const installed = await present();
  if (installed) return installed;
  throw new Error("The browser tests need Chromium. Install it, or name one: CHROMIUM_PATH=/path/to/chromium npm test");
}
