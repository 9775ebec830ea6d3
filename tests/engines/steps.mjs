// Driving the widget by its structure, so that the same walk goes through every language, theme, mode and engine.
import assert from "node:assert/strict";
import { expectVisible } from "../browser/expect.mjs";

export const customer = { name: "Zoë Canary", email: "zoe.canary@example.com" };

/** The card: the button that opens a dialog stands outside of it, and so does the form that our own page has in the widget's place. */
const card = (page) => page.locator("booking-widget").first().locator("[part~=panel]").first();
export const services = (page) => card(page).locator("li button");
const proceed = (page) => card(page).locator("button.primary").first();
const times = (page) => card(page).getByRole("button", { name: /^\d{1,2}[:.]\d{2}/ });

/** Presses, and waits until another step has taken over. */
async function next(page, press) {
  const headingNow = () => Array.from(document.querySelector("booking-widget").shadowRoot.querySelectorAll("h2"), (heading) => heading.textContent.trim()).at(-1);
  const before = await page.evaluate(headingNow);
  await press();
  await page.waitForFunction(
    (text) => {
      const now = Array.from(document.querySelector("booking-widget").shadowRoot.querySelectorAll("h2"), (heading) => heading.textContent.trim()).at(-1);
      return now !== undefined && now !== text;
    },
    before,
  );
}

/** From the first step to the result; `look(step)` is called at each one, with the pointer left where it pressed. Answers with the number of the document. */
export async function walk(page, look = async () => {}, { withProblems = false } = {}) {
  // A service that is given leaves out its step: then the times come first.
  const first = card(page).locator("li button, button[part~=slot]").first();
  await expectVisible(first);
  if (!/^\d{1,2}[:.]\d{2}/.test((await first.innerText()).trim())) {
    await look("service");
    await next(page, () => services(page).first().click());
  }
  await expectVisible(times(page).first());
  await look("time");
  await next(page, () => times(page).first().click());
  await look("details");
  if (withProblems) {
    await proceed(page).click();
    await expectVisible(card(page).locator("[role=alert]").first());
    await look("details-problem");
    await card(page).locator("form input[type=checkbox]").first().check();
    await look("details-company");
    await card(page).locator("form input[type=checkbox]").first().uncheck();
  }
  await card(page).locator("input[autocomplete=name]").first().fill(customer.name);
  await card(page).locator("input[autocomplete=email]").first().fill(customer.email);
  await next(page, () => proceed(page).click());
  await look("review");
  await next(page, () => proceed(page).click());
  await look("result");
  const text = await card(page).innerText();
  const number = /\b[A-Z]+-\d{4}-\d{4}\b/.exec(text)?.[0];
  assert.ok(number, `the result names its document: ${text}`);
  return number;
}
