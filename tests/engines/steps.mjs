// Driving the widget by its structure, so that the same walk goes through every language, theme, mode and engine.
import assert from "node:assert/strict";
import { expectVisible } from "../browser/expect.mjs";

export const customer = { name: "Zoë Canary", email: "zoe.canary@example.com" };

export const widgetOf = (page) => page.locator("booking-widget").first();
export const services = (page) => widgetOf(page).locator("li button");
// The button that opens a dialog stands outside of the card.
const proceed = (page) => widgetOf(page).locator("[part~=panel] button.primary").first();
const times = (page) => widgetOf(page).getByRole("button", { name: /^\d{1,2}[:.]\d{2}/ });

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
  await expectVisible(services(page).first());
  // A service that is given leaves out its step: then the first list is that of the times.
  if (!/^\d{1,2}[:.]\d{2}/.test((await services(page).first().innerText()).trim())) {
    await look("service");
    await next(page, () => services(page).first().click());
  }
  await expectVisible(times(page).first());
  await look("time");
  await next(page, () => times(page).first().click());
  await look("details");
  if (withProblems) {
    await proceed(page).click();
    await expectVisible(widgetOf(page).locator("[role=alert]").first());
    await look("details-problem");
    await widgetOf(page).locator("form input[type=checkbox]").first().check();
    await look("details-company");
    await widgetOf(page).locator("form input[type=checkbox]").first().uncheck();
  }
  await widgetOf(page).locator("input[autocomplete=name]").first().fill(customer.name);
  await widgetOf(page).locator("input[autocomplete=email]").first().fill(customer.email);
  await next(page, () => proceed(page).click());
  await look("review");
  await next(page, () => proceed(page).click());
  await look("result");
  const text = await widgetOf(page).locator("[part~=panel]").first().innerText();
  const number = /\b[A-Z]+-\d{4}-\d{4}\b/.exec(text)?.[0];
  assert.ok(number, `the result names its document: ${text}`);
  return number;
}
