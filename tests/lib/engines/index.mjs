// The three engines behind one interface: the part of Playwright's page that the journeys use.
import { launchChromium } from "./chromium.mjs";
import { launchFirefox } from "./firefox.mjs";
import { launchWebKit } from "./webkit.mjs";

/** Starts an engine whose programs scripts/lib/engines.mjs has found. */
export function launch(engine) {
  const programs = JSON.parse(process.env.BOOKSLIP_ENGINES ?? "{}")[engine];
  if (!programs) throw new Error(`BOOKSLIP_ENGINES says nothing about ${engine}.`);
  return { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebKit }[engine](programs);
}
