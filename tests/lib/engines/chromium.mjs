// Chromium by Playwright, in the shape of the other engines.
import { chromium } from "playwright-core";

/** Starts Chromium without any call of its own to the outside. */
export async function launchChromium(executablePath) {
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
  return {
    /** Playwright's own, for what only Chromium is asked. */
    browser,
    newPage: async ({ width = 1200, height = 900 } = {}) => {
      const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "en-BE", timezoneId: "Europe/Brussels" });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      return Object.assign(page, { resize: (wide, high) => page.setViewportSize({ width: wide, height: high }) });
    },
    close: () => browser.close(),
  };
}
