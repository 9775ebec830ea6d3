// Colours: whatever an owner sets, text can be read at every step; a pointer or a finger left on a control changes nothing about that.
import assert from "node:assert/strict";
import { assertAccessible, heard, open, reach, service, setUp, stand, steps, times, widgetTest } from "./page.mjs";

setUp();

/** What owners set: style of the element, background of the page around it, accent of the tenant, which warnings are due. */
const themes = {
  "nothing set": {},
  "tenant's accent": { accent: "#B4005A" },
  "yellow accent alone": { style: "--bw-accent:#ffd600" },
  "pale accent of the tenant": { accent: "#F4B8C4" },
  "black accent": { style: "--bw-accent:#000" },
  "crimson on cream": { style: "--bw-bg:#fbf5e6;--bw-fg:#2b2013;--bw-accent:#c8102e", page: "#efe5d2" },
  "white ground alone": { style: "--bw-bg:#fff" },
  "a dark brand: ground and accent": { style: "--bw-bg:#15121c;--bw-accent:#f0a04b", page: "#0b0910" },
  "a dark brand: ground, text and accent": { style: "--bw-bg:#101716;--bw-fg:#e8eeed;--bw-accent:#1f5eff", page: "#000" },
  "light text alone": { style: "--bw-fg:#f5f5f5", page: "#222" },
  "a middle ground": { style: "--bw-bg:#5b6770;--bw-accent:#ffd600", page: "#49545c" },
  "see-through on a dark page": { style: "--bw-bg:transparent", page: "#101820" },
  "text as pale as the ground": { style: "--bw-bg:#fff;--bw-fg:#eee", warns: /--bw-fg on --bw-bg/ },
  "white on a yellow accent": { style: "--bw-accent:#ffd600;--bw-accent-fg:#fff", warns: /--bw-accent-fg on --bw-accent/ },
  "pale muted text": { style: "--bw-bg:#fff;--bw-muted:#ccc", warns: /--bw-muted on --bw-bg/ },
  "modern notation": { style: "--bw-bg:oklch(0.25 0.03 260);--bw-accent:hsl(40 90% 60%)", page: "#111" },
};

for (const [name, { style = "", page: ground = "#fff", accent, warns }] of Object.entries(themes)) {
  for (const scheme of ["light", "dark"]) {
    widgetTest(`${name}, ${scheme}: every step can be read`, { width: 768, scheme }, async (page) => {
      if (accent) stand.state.catalogue.tenant.accent = accent;
      await open(page, { attributes: `style="${style}"`, head: `<style>body{margin:0;background:${ground}}</style>`, body: (widget) => `<main><h1 class="own" style="position:absolute;clip-path:inset(50%)">A page</h1>${widget}</main>` });
      for (const step of steps) {
        await reachNext(page, step);
        await assertAccessible(page, `${name}, ${scheme}, ${step}`);
        if (step === "details") {
          await page.getByRole("button", { name: "Continue to review" }).click();
          await page.getByRole("heading", { name: "There is a problem" }).waitFor();
          await assertAccessible(page, `${name}, ${scheme}, problems`);
        }
      }
      const told = (await heard(page, "booking:error")).map(({ message }) => message);
      assert.equal(told.length, warns ? 1 : 0, told.join("\n"));
      if (warns) assert.match(told[0], warns);
    });
  }
}

/** One step on from the step before. */
async function reachNext(page, step) {
  if (step === "service") await service(page).waitFor();
  if (step === "time") {
    await service(page).click();
    await times(page).first().waitFor();
  }
  if (step === "details") await times(page).first().click();
  if (step === "review") {
    await page.getByLabel("Name", { exact: true }).fill("Amina Peeters");
    await page.getByLabel("E-mail address").fill("amina@example.com");
    await page.getByRole("button", { name: "Continue to review" }).click();
    await page.getByRole("button", { name: "Confirm booking" }).waitFor();
  }
  if (step === "result") {
    await page.getByRole("button", { name: "Confirm booking" }).click();
    await page.getByRole("heading", { name: "Booked" }).waitFor();
  }
}

/** Which ground the widget chose. */
const ground = (page) => page.evaluate(() => document.querySelector("booking-widget").shadowRoot.querySelector(".bw").dataset.ground);

for (const [name, { attributes = "", head = "", scheme = "light" }, expected] of [
  ["the system is dark, and the page says nothing", { scheme: "dark" }, "dark"],
  ["the system is dark, the page supports both", { scheme: "dark", head: "<style>:root{color-scheme:light dark}</style>" }, "dark"],
  ["the system is dark, the page is light only", { scheme: "dark", head: "<style>:root{color-scheme:light}</style>" }, "light"],
  ["the system is light, the page is dark only", { head: '<meta name="color-scheme" content="dark">' }, "dark"],
  ["the system is dark, the page has a white ground", { scheme: "dark", head: "<style>body{background:#fff}</style>" }, "light"],
  ["the system is light, the page has a dark ground", { head: "<style>body{background:#112}</style>" }, "dark"],
  ["the owner says light on a dark page", { attributes: 'theme="light"', head: "<style>body{background:#112}</style>" }, "light"],
  ["the owner says dark on a light page", { attributes: 'theme="dark"', head: "<style>:root{color-scheme:light}</style>" }, "dark"],
]) {
  widgetTest(`the ground where ${name}: ${expected}`, { scheme }, async (page) => {
    await open(page, { attributes, head });
    await service(page).waitFor();
    assert.equal(await ground(page), expected);
  });
}

widgetTest("the ground follows the page when it changes its theme", {}, async (page) => {
  await open(page, { head: "<style>:root{background:#fff}:root.night{background:#101010}</style>" });
  await service(page).waitFor();
  assert.equal(await ground(page), "light");
  await page.evaluate(() => document.documentElement.classList.add("night"));
  await page.waitForFunction(() => document.querySelector("booking-widget").shadowRoot.querySelector(".bw").dataset.ground === "dark");
});

for (const hasTouch of [false, true]) {
  for (const scheme of ["light", "dark"]) {
    widgetTest(`what was just ${hasTouch ? "tapped" : "clicked"} can be read with the ${hasTouch ? "finger" : "pointer"} still on it, ${scheme}`, { width: 768, scheme, hasTouch, isMobile: hasTouch }, async (page) => {
      await open(page, { attributes: `theme="${scheme}"` });
      await service(page).waitFor();
      const press = async (target) => (hasTouch ? target.tap() : target.click());
      await press(service(page));
      await times(page).first().waitFor();
      const day = page.getByRole("button", { name: /^\D+2 December, .* available/ });
      await press(day);
      assert.equal(await day.getAttribute("aria-pressed"), "true");
      await assertAccessible(page, "the day just chosen");
      await press(times(page).nth(1));
      await page.getByRole("button", { name: "Back" }).click();
      await times(page).nth(1).waitFor();
      if (!hasTouch) await times(page).nth(1).hover();
      assert.equal(await times(page).nth(1).getAttribute("aria-pressed"), "true");
      await assertAccessible(page, "the time just chosen");
    });
  }
}

widgetTest("each kind of control has a part of its own", {}, async (page) => {
  await open(page, {
    head: `<style>booking-widget::part(primary){outline:1px solid red}booking-widget::part(secondary){outline:1px solid lime}booking-widget::part(link){outline:1px solid blue}booking-widget::part(icon-button){outline:1px solid orange}booking-widget::part(service){outline:1px solid black}</style>`,
  });
  await reach(page, "details");
  const colour = (locator) => locator.evaluate((node) => getComputedStyle(node).outlineColor);
  assert.equal(await colour(page.getByRole("button", { name: "Continue to review" })), "rgb(255, 0, 0)");
  assert.equal(await colour(page.getByRole("button", { name: "Back" })), "rgb(255, 165, 0)");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  assert.equal(await colour(service(page)), "rgb(0, 0, 0)");
  await reach(page, "result");
  assert.equal(await colour(page.getByRole("link", { name: /^Download PDF/ })), "rgb(0, 255, 0)");
  assert.equal(await colour(page.getByRole("link", { name: /^View, move/ })), "rgb(0, 0, 255)");
});
