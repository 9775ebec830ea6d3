// Waiting for what must appear, with Playwright's own retries.
export const expectVisible = (locator) => locator.waitFor({ state: "visible" });
export const expectGone = (locator) => locator.waitFor({ state: "hidden" });
