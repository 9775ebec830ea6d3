// The embed's one stable address, /w/v1.js. It defines <booking-widget> at once and asks for everything that the first
// view needs at the same time; what draws is in shell.js, which this loads from a folder named by its content.
//
// What is built from this runs as a module and as a classic script: it has no import, export or import.meta left. The
// build puts in ASSETS, the path of the hashed folder from the site's root.
import { languageOf } from "./languages.js";

const NAME = "booking-widget";

// One shell and one runtime for all widgets of the page, even when the script is there twice under different addresses.
const page = (globalThis[Symbol.for("bookslip")] ??= {});

// Only our own address tells where we live: a plug-in may have combined, copied or inlined the script. In a module
// currentScript is null; the stack of an error names the file in every browser.
const rootOf = (address) => /^https?:.*\/(?=w\/v1\.js\b)/.exec(address)?.[0];
const home =
  rootOf(document.currentScript?.src) ??
  rootOf(/https?:\/\/\S+?\/w\/v1\.js/.exec(Error().stack)?.[0]) ??
  rootOf(document.querySelector('script[src*="/w/v1.js"]')?.src);

const RESTARTING = ["tenant", "service", "resource", "api-base", "mode"];
const WATCHED = [...RESTARTING, "locale", "theme", "hour-cycle", "time-zone", "button-text", "dir"];
const ATTRIBUTES = [...WATCHED.slice(0, -1), "loading", "prefill-name", "prefill-email", "prefill-phone", "source", "debug"];
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Two months of times, from the day before today: what today is where the tenant works is not known yet. */
const days = () => [-1, 60].map((days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10));

const get = (url) => {
  const answer = fetch(url, { credentials: "omit", priority: "high" });
  // Whoever needs it hears of a failure later.
  answer.catch(() => {});
  return answer;
};

function define() {
  const sheet = new CSSStyleSheet();
  // The card's room from the first moment, so that nothing on the page moves when it comes.
  sheet.replaceSync(":host{display:block}:host(:not([hidden],[mode=popup],[mode=floating])){min-block-size:34rem}:host([hidden]){display:none}");

  class BookingWidget extends HTMLElement {
    static observedAttributes = WATCHED;
    #root = this.attachShadow({ mode: "open" });
    #shell;
    #isStarted = false;
    #isAsked = false;
    #waiting = [];
    #prefill;

    connectedCallback() {
      // What a framework set before this script was there.
      for (const name of [...ATTRIBUTES.map(camel), "prefill"]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      // Moving a node disconnects and connects it: what is there stays.
      if (!this.#isStarted) this.#restart();
    }

    disconnectedCallback() {
      setTimeout(() => {
        if (this.isConnected) return;
        this.#isStarted = false;
        this.#shell?.stop();
      });
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#isStarted || before === after) return;
      if (RESTARTING.includes(name)) this.#restart();
      else this.#shell?.changed(name);
    }

    /** Scrolls to the widget, or opens its dialog. */
    open() {
      this.#soon((shell) => shell.open());
    }

    /** Closes the dialog; what was typed stays. */
    close() {
      this.#soon((shell) => shell.close());
    }

    /** Starts over, with nothing chosen and nothing typed. */
    reset() {
      this.#shell?.forget();
      this.#restart();
    }

    get prefill() {
      return this.#prefill;
    }

    set prefill(value) {
      this.#prefill = value;
      this.#shell?.changed("prefill");
    }

    /** Once for all that changes in one go. */
    #restart() {
      this.#isStarted = true;
      if (this.#isAsked) return;
      this.#isAsked = true;
      const start = () => {
        this.#isAsked = false;
        if (this.isConnected) this.#start();
      };
      // The link inside may still be on its way, and it may be all that tells where we live.
      if (this.#base || document.readyState !== "loading") queueMicrotask(start);
      else document.addEventListener("DOMContentLoaded", start);
    }

    #start() {
      const base = this.#base;
      if (!base) return this.#complain("home-unknown", "where Bookslip lives is not known. Set the attribute api-base, or load /w/v1.js from its own address.");
      const assets = (home ?? base) + ASSETS;
      const { tenant, service, resource } = this;
      const language = languageOf(this, navigator.languages);
      const early = { base, assets, language };
      if (tenant) {
        const api = `${base}api/v1/${encodeURIComponent(tenant)}`;
        early.catalogue = get(api);
        early.words = language && get(`${assets}${language.slice(0, 2)}.json`);
        if (service) {
          const [from, to] = days();
          const query = new URLSearchParams({ service, from, to });
          if (resource) query.set("resource", resource);
          early.slots = { service, from, to, answer: get(`${api}/slots?${query}`) };
        }
      }
      this.#waiting.unshift((shell) => shell.start(early));
      page.shell ??= import(`${assets}shell.js`);
      page.shell
        .then(({ Shell }) => {
          this.#shell ??= new Shell(this, this.#root, sheet);
          for (const use of this.#waiting.splice(0)) use(this.#shell);
        })
        .catch((error) => {
          page.shell = undefined;
          this.#complain("widget-unavailable", String(error));
        });
    }

    /** Now, or as soon as there is a shell. */
    #soon(use) {
      if (this.#shell) use(this.#shell);
      else this.#waiting.push(use);
    }

    #complain(code, message) {
      console.error(`${NAME}: ${message}`);
      for (const name of ["booking:error", "booking-error"]) this.dispatchEvent(new CustomEvent(name, { detail: { code, message }, bubbles: true, composed: true }));
    }

    /** The root of our site: given, our own, or that of the link inside. */
    get #base() {
      const given = this.apiBase && new URL(this.apiBase, document.baseURI).href.replace(/\/*$/, "/");
      return given || home || /^https?:.*\/(?=b\/)/.exec(this.querySelector('a[href*="/b/"]')?.href)?.[0];
    }

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.append(document.createElement("slot"));
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(BookingWidget.prototype, camel(name), {
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : value);
      },
      enumerable: true,
    });
  }
  customElements.define(NAME, BookingWidget);

  // Any element can open a dialog: data-booking-open="tenant" or "tenant/service".
  document.addEventListener("click", (event) => {
    const opener = event.composedPath().find((node) => node.dataset?.bookingOpen);
    if (!opener || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [tenant, service] = opener.dataset.bookingOpen.split("/");
    const known = [...document.querySelectorAll(`${NAME}[data-opened]`)];
    let widget = known.find((one) => one.tenant === tenant && one.service === (service ?? null));
    if (!widget) {
      widget = document.createElement(NAME);
      Object.assign(widget, { tenant, service, mode: "popup", apiBase: home ? null : rootOfLink(opener) });
      widget.dataset.opened = "";
      document.body.append(widget);
    }
    widget.open();
  });
}

const rootOfLink = (link) => /^https?:.*\/(?=b\/)/.exec(link.href)?.[0];

// An engine without constructed style sheets (Safari before 16.4) keeps the link inside the element.
if (globalThis.CSSStyleSheet?.prototype.replaceSync && !customElements.get(NAME)) define();
