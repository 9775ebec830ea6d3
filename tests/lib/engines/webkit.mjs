// WebKitGTK by its own driver: one HTTP request a command. It has no headless mode, so it draws on a screen that nobody sees.
import { find } from "./find.js";
import { keys } from "./firefox.mjs";
import { Page } from "./page.mjs";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { start, until } from "./processes.mjs";

class Session {
  #address;

  constructor(address) {
    this.#address = address;
  }

  async send(method, path, body) {
    const answer = await fetch(this.#address + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
}

class WebKitPage extends Page {
  #session;

  constructor(session) {
    super();
    this.#session = session;
  }

  goto = (url) => this.#session.send("POST", "/url", { url });
  /** The window, which cannot be narrower than its toolbar; narrower pages are looked at in frames. */
  resize = (width, height) => this.#session.send("POST", "/window/rect", { x: 0, y: 0, width, height });
  close = () => this.goto("about:blank");
  screenshot = async () => Buffer.from(await this.#session.send("GET", "/screenshot"), "base64");

  async #call(body, args) {
    // A rejected promise has to come back as a value: the driver tells nothing about it.
    const script = `const done = arguments[1]; (async (json) => { ${body} })(arguments[0]).then((value) => done([value]), (error) => done([error, error?.stack].join(" ")))`;
    const answer = await this.#session.send("POST", "/execute/async", { script, args: [JSON.stringify(args)] });
    if (!Array.isArray(answer)) throw new Error(answer);
    return answer[0];
  }

  run = async (source, args) => JSON.parse(await this.#call(`return JSON.stringify((await (${source})(...JSON.parse(json))) ?? null)`, args));

  async clickOn(steps) {
    const reference = await this.#call(`${find}; return find(...JSON.parse(json))[0]`, [steps]);
    await this.#session.send("POST", `/element/${Object.values(reference)[0]}/click`, {});
  }

  #perform = (actions) => this.#session.send("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] });
  keyboard = {
    type: (text) => this.#perform([...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }])),
    press: (name) => {
      const values = name.split("+").map((key) => keys[key] ?? key);
      return this.#perform([...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value }))]);
    },
  };
}

/** Starts a screen, the driver on it, and one window. */
export async function launchWebKit({ driver, browser, screen }) {
  const display = start(screen, ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
  const number = await until(() => /\d+/.exec(display.said())?.[0], display);
  const port = await freePort();
  // The sandbox of its web process needs rights that a container or a root user has not.
  const env = { DISPLAY: `:${number}`, LANGUAGE: "en_BE:en", TZ: "Europe/Brussels", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", GTK_A11Y: "none", NO_AT_BRIDGE: "1" };
  const program = start(driver, [`--port=${port}`], { env });
  const address = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${address}/status`).then(({ ok }) => ok, () => false), program);
  const options = { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
  const { sessionId } = await new Session(address).send("POST", "/session", { capabilities: { alwaysMatch: options } });
  const session = new Session(`${address}/session/${sessionId}`);
  await session.send("POST", "/timeouts", { script: 60_000 });
  return {
    newPage: async ({ width = 1200, height = 900 } = {}) => {
      const page = new WebKitPage(session);
      await page.resize(width, height);
      return page;
    },
    close: async () => {
      await session.send("DELETE", "");
      await program.stop();
      await display.stop();
    },
  };
}
