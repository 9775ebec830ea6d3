// Debian's Firefox speaks WebDriver BiDi without a program between: commands and answers are JSON over one socket.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { find } from "./find.js";
import { Page } from "./page.mjs";
import { start, until } from "./processes.mjs";

/** Keys by their DOM name, as WebDriver names them. */
export const keys = {
  Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", Space: " ", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014",
  ArrowDown: "\uE015", Home: "\uE011", End: "\uE010", PageUp: "\uE00E", PageDown: "\uE00F", Backspace: "\uE003", Shift: "\uE008",
};

// Nothing leaves the machine, nothing moves, and the language is the one of the tests.
const preferences = {
  "app.normandy.enabled": false, "app.update.enabled": false, "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false, "browser.shell.checkDefaultBrowser": false, "browser.startup.page": 0,
  "browser.region.network.url": "", "datareporting.policy.dataSubmissionEnabled": false, "dom.security.https_first": false,
  "extensions.systemAddon.update.enabled": false, "extensions.update.enabled": false, "intl.accept_languages": "en-BE, en",
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false, "remote.active-protocols": 1,
  "services.settings.server": "http://127.0.0.1:9/", "toolkit.telemetry.enabled": false, "ui.prefersReducedMotion": 1,
};

class Connection {
  #socket;
  #waiting = new Map();
  #next = 1;
  listeners = [];

  static async open(url) {
    const connection = new Connection();
    connection.#socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      connection.#socket.addEventListener("open", resolve, { once: true });
      connection.#socket.addEventListener("error", () => reject(new Error(`no connection to ${url}`)), { once: true });
    });
    connection.#socket.addEventListener("message", ({ data }) => connection.#hear(JSON.parse(data)));
    return connection;
  }

  #hear(message) {
    if (message.type === "event") return this.listeners.forEach((listener) => listener(message));
    const { resolve, reject } = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "error") reject(new Error(`${message.error}: ${message.message}`));
    else resolve(message.result);
  }

  send(method, params) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close() {
    this.#socket.close();
  }
}

class FirefoxPage extends Page {
  #connection;
  #context;

  constructor(connection, context) {
    super();
    this.#connection = connection;
    this.#context = context;
  }

  goto = (url) => this.#connection.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  resize = (width, height) => this.#connection.send("browsingContext.setViewport", { context: this.#context, viewport: { width, height } });
  close = () => this.#connection.send("browsingContext.close", { context: this.#context });
  screenshot = async () => Buffer.from((await this.#connection.send("browsingContext.captureScreenshot", { context: this.#context })).data, "base64");

  async #call(functionDeclaration, args) {
    const answer = await this.#connection.send("script.callFunction", {
      functionDeclaration, awaitPromise: true, target: { context: this.#context }, arguments: [{ type: "string", value: JSON.stringify(args) }],
    });
    if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }

  async run(source, args) {
    const { value } = await this.#call(`async (json) => JSON.stringify((await (${source})(...JSON.parse(json))) ?? null)`, args);
    return JSON.parse(value);
  }

  #perform = (...actions) => this.#connection.send("input.performActions", { context: this.#context, actions });

  async clickOn(steps) {
    const { sharedId } = await this.#call(`(json) => { ${find}; return find(...JSON.parse(json))[0]; }`, [steps]);
    const move = { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element: { sharedId } } };
    await this.#perform({ type: "pointer", id: "mouse", actions: [move, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }] });
  }

  keyboard = {
    type: (text) => this.#perform({ type: "key", id: "keys", actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) }),
    press: (name) => {
      const values = name.split("+").map((key) => keys[key] ?? key);
      return this.#perform({ type: "key", id: "keys", actions: [...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value }))] });
    },
  };
}

/** Starts Firefox with a profile of its own. */
export async function launchFirefox(executable) {
  const profile = mkdtempSync(join(tmpdir(), "bookslip-firefox-"));
  writeFileSync(join(profile, "user.js"), Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join("\n"));
  const env = { MOZ_HEADLESS: "1", TZ: "Europe/Brussels" };
  const program = start(executable, ["--headless", "--remote-debugging-port=0", "--profile", profile, "about:blank"], { env });
  const address = await until(() => /WebDriver BiDi listening on (ws:\S+)/.exec(program.said())?.[1], program);
  const connection = await Connection.open(`${address}/session`);
  await connection.send("session.new", { capabilities: {} });
  return {
    newPage: async ({ width = 1200, height = 900 } = {}) => {
      const { context } = await connection.send("browsingContext.create", { type: "tab" });
      const page = new FirefoxPage(connection, context);
      await page.resize(width, height);
      return page;
    },
    close: async () => {
      connection.close();
      await program.stop();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
