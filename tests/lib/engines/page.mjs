// The part of Playwright's page that the journeys use, over any browser that can evaluate, press keys and click: so that the same
// steps drive Chromium by Playwright itself, Firefox by WebDriver BiDi and WebKit by WebDriver.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { find } from "./find.js";

const TIMEOUT = 15_000;
const PAUSE = 40;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const words = (value) => (value instanceof RegExp ? { pattern: value.source, flags: value.flags } : value === undefined ? undefined : { exact: value });

/** Repeats until the work answers with something; its last failure is the failure. */
async function retry(work, what) {
  const end = Date.now() + TIMEOUT;
  for (;;) {
    let failure;
    try {
      const answer = await work();
      if (answer) return answer;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${TIMEOUT / 1000} s${failure ? ` (${failure.message})` : ""}`);
    await sleep(PAUSE);
  }
}

class Locator {
  #page;
  #steps;

  constructor(page, steps) {
    this.#page = page;
    this.#steps = steps;
  }

  #and = (step) => new Locator(this.#page, [...this.#steps, step]);
  locator = (css) => this.#and({ css });
  getByRole = (role, { name, level, exact } = {}) => this.#and({ role, name: words(name), level, exact });
  getByLabel = (label, { exact } = {}) => this.#and({ label: words(label), exact });
  getByText = (text) => this.#and({ text: words(text) });
  filter = ({ hasText }) => this.#and({ hasText: words(hasText) });
  nth = (index) => this.#and({ nth: index });
  first = () => this.nth(0);
  last = () => this.nth(-1);

  toString = () => JSON.stringify(this.#steps);
  count = () => this.#page.query(this.#steps, (found) => found.length);

  /** Waits for the one element, and answers with what is read from it. */
  async #read(read, ...args) {
    const reader = `(found, ...args) => (found[0] ? { value: (${read})(found[0], ...args) } : null)`;
    const answer = await retry(() => this.#page.query(this.#steps, reader, ...args), `${this}`);
    return answer.value ?? null;
  }

  waitFor = ({ state = "visible" } = {}) =>
    retry(async () => {
      const isShown = await this.#page.query(this.#steps, (found) => found.some((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0));
      return isShown === (state === "visible");
    }, `${this} ${state}`);

  innerText = () => this.#read((element) => element.innerText);
  inputValue = () => this.#read((element) => element.value);
  isChecked = () => this.#read((element) => element.checked);
  getAttribute = (name) => this.#read((element, name) => element.getAttribute(name), name);
  scrollIntoViewIfNeeded = () => this.#read((element) => element.scrollIntoView({ block: "nearest" }));
  focus = () => this.#read((element) => element.focus());

  /** A click of a real pointer in the middle of the element, once nothing lies over it. */
  async click() {
    await retry(() => this.#page.query(this.#steps, (found) => {
      const [element] = found;
      if (!element || element.matches(":disabled")) return false;
      element.scrollIntoView({ block: "center", inline: "center" });
      const { left, top, width, height } = element.getBoundingClientRect();
      const over = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
      return Boolean(over) && (element.contains(over) || over.contains(element));
    }), `click on ${this}`);
    await this.#page.clickOn(this.#steps);
  }

  /** Empties the field and types the text key by key. */
  async fill(text) {
    await this.#read((element) => {
      element.focus();
      element.select?.();
    });
    await this.#page.keyboard.type(text);
  }

  async check() {
    if (!(await this.isChecked())) await this.click();
  }

  async uncheck() {
    if (await this.isChecked()) await this.click();
  }
}

/** A page of an engine; subclasses bring `run(source, args)`, `clickOn(steps)`, `goto`, `resize`, `screenshot`, `close` and `keyboard`. */
export class Page {
  evaluate = (work, ...args) => this.run(work.toString(), args);
  waitForTimeout = sleep;
  waitForFunction = (work, ...args) => retry(() => this.evaluate(work, ...args), "waitForFunction");
  locator = (css) => new Locator(this, [{ css }]);
  getByRole = (role, options) => new Locator(this, []).getByRole(role, options);
  getByLabel = (label, options) => new Locator(this, []).getByLabel(label, options);
  getByText = (text) => new Locator(this, []).getByText(text);

  /** Axe-core stays on the page until the next one is opened. */
  async equip() {
    if (await this.run("() => Boolean(globalThis.axe)", [])) return;
    await this.run(`() => { const module = undefined, define = undefined; ${axeSource} }`, []);
  }

  /** Finds in the page and answers with what `read` makes of it. */
  async query(steps, read, ...args) {
    await this.equip();
    return this.run(`(steps, ...args) => { ${find}; return (${read})(find(steps), ...args); }`, [steps, ...args]);
  }
}
