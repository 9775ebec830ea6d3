// The embed's one stable address, /w/v1.js. It defines <booking-widget> at once, draws a first view that works without
// WebAssembly (services as links to the hosted page), and hands over to the widget in place when that has arrived.
//
// What is built from this runs as a module and as a classic script: it has no import, export or import.meta left. The
// build puts in FIRST_CSS (text of first.css) and ASSETS (path of the hashed folder, relative to the built file).
import { duration, money } from "../src/intl.js";

const NAME = "booking-widget";

// In a module currentScript is null; the stack of an error names the file in every browser.
const home =
  document.currentScript?.src ||
  /https?:\/\/\S+?\/w\/v1\.js/.exec(Error().stack)?.[0] ||
  document.querySelector('script[src*="/w/v1.js"]')?.src;

// One runtime for all widgets of the page, even when the script is there twice under different addresses.
const KEY = Symbol.for("bookslip");

function runtime() {
  return (globalThis[KEY] ??= load().catch((error) => {
    delete globalThis[KEY];
    throw error;
  }));
}

/** Glue and WebAssembly travel at the same time. */
async function load() {
  const wasm = fetch(new URL(`${ASSETS}bw_bg.wasm`, home));
  wasm.catch(() => {});
  const { start } = await import(new URL(`${ASSETS}bw.js`, home).href);
  return start(wasm);
}

// Heading, step, VAT inside, VAT on top: the same words as in the widget's catalogues.
const WORDS = {
  en: ["What would you like to book?", "Step 1 of ", "incl. VAT", "excl. VAT"],
  nl: ["Wat wilt u boeken?", "Stap 1 van ", "incl. btw", "excl. btw"],
  fr: ["Que souhaitez-vous réserver ?", "Étape 1 sur ", "TVA comprise", "hors TVA"],
  de: ["Was möchten Sie buchen?", "Schritt 1 von ", "inkl. MwSt.", "zzgl. MwSt."],
};

const WATCHED = ["tenant", "service", "resource", "locale", "hour-cycle", "api-base"];
const ATTRIBUTES = [...WATCHED, "theme", "mode", "loading", "prefill-name", "prefill-email", "prefill-phone"];
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** An element with properties and children; texts stay texts. */
function el(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const span = (className, text) => el("span", { className }, text);

const makeSheet = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

function define() {
  const sheet = makeSheet(FIRST_CSS);

  class BookingWidget extends HTMLElement {
    static observedAttributes = WATCHED;
    #root = this.attachShadow({ mode: "open" });
    /** The present start; an answer to an earlier one is dropped. */
    #turn;
    #catalogue;
    #handle;

    connectedCallback() {
      // Moving a node disconnects and connects it: what is there stays.
      if (!this.#turn) this.#start();
    }

    disconnectedCallback() {
      setTimeout(() => this.isConnected || this.#stop());
    }

    attributeChangedCallback(_name, before, after) {
      if (this.#turn && before !== after) this.reset();
    }

    /** Starts over, with nothing chosen. */
    reset() {
      this.#stop();
      if (this.isConnected) this.#start();
    }

    /** The widget's instance has stopped, for good: the links again, for every widget of the page. */
    fallback() {
      // The dead instance must not be called any more, not even to free it.
      this.#handle = undefined;
      globalThis[KEY] = new Promise(() => {});
      this.#draw();
    }

    get #api() {
      return new URL(this.apiBase || "..", home).href.replace(/\/*$/, "/");
    }

    async #start() {
      const turn = (this.#turn = {});
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(el("div", { className: "bw" }, el("div", { className: "card wait" }, el("slot"))));
      let code = "catalogue-unavailable";
      try {
        const asked = fetch(`${this.#api}api/v1/${encodeURIComponent(this.tenant)}`, { credentials: "omit" });
        const ready = this.#near().then(runtime);
        ready.catch(() => {});
        const answer = await asked;
        if (!answer.ok) throw answer;
        const catalogue = await answer.json();
        if (turn !== this.#turn) return;
        this.#catalogue = catalogue;
        this.#draw();
        code = "widget-unavailable";
        const parts = await ready;
        if (turn === this.#turn) this.#take(parts);
      } catch {
        if (turn !== this.#turn) return;
        // A catalogue that cannot be drawn is none.
        if (code[0] === "c") this.#catalogue = undefined;
        this.#draw();
        const detail = { code, message: "Links are shown instead." };
        this.dispatchEvent(new CustomEvent("booking:error", { detail, bubbles: true, composed: true }));
      }
    }

    #stop() {
      this.#turn = this.#catalogue = undefined;
      this.#handle?.free();
      this.#handle = undefined;
    }

    /** Settles when the widget is about to be seen. */
    #near() {
      if (this.loading === "eager") return Promise.resolve();
      return new Promise((resolve) => {
        const observer = new IntersectionObserver(
          (entries) => {
            if (entries.some((entry) => entry.isIntersecting)) {
              observer.disconnect();
              resolve();
            }
          },
          { rootMargin: "400px" },
        );
        observer.observe(this);
      });
    }

    /** The language from the attribute, the host page or the browser, with the tenant's country where it has none. */
    #locale() {
      const own = this.#catalogue.tenant.locale;
      const tags = [this.locale, this.closest("[lang]")?.lang, ...navigator.languages, own, "en"];
      const [, language, region] = tags.map((tag) => /^(en|nl|fr|de)(?![a-z])(?:[-_]([a-z]{2})(?![a-z]))?/i.exec(tag)).find(Boolean);
      const country = region || /[-_]([a-z]{2})$/i.exec(own)?.[1] || "";
      return language.toLowerCase() + (country && `-${country.toUpperCase()}`);
    }

    /** The services as links to the hosted page; without a catalogue, the host page's own link. */
    #draw() {
      const { tenant, services } = this.#catalogue ?? {};
      if (!services?.length) {
        if (!services) this.#root.replaceChildren(el("slot"));
        return;
      }
      const locale = this.#locale();
      const lang = locale.slice(0, 2);
      const [heading, step, included, excluded] = WORDS[lang];
      const offered = services.filter(({ slug }) => slug === this.service);
      const isGiven = offered.length || services.length < 2;
      const steps = isGiven ? 3 : 4;
      const rows = (offered.length ? offered : services).map(({ slug, name, description, duration_minutes, price }) => {
        const href = `${this.#api}b/${encodeURIComponent(tenant.slug)}?service=${encodeURIComponent(slug)}`;
        const row = el(
          "a",
          { className: "service", href },
          span("name", name),
          span("price", money(locale, price.currency, price.amount)),
          span("text", description),
          span("vat", price.vat_included ? included : excluded),
          span("length", duration(locale, duration_minutes)),
        );
        return el("li", {}, row);
      });
      const bars = Array.from({ length: steps }, (_, index) => el("li", { className: index ? "" : "done" }));
      const card = el(
        "section",
        { className: "card", part: "panel", ariaLabel: tenant.name, lang },
        el("header", { className: "head" }, el("p", { className: "tenant" }, tenant.name), el("p", { className: "count" }, step + steps)),
        el("ol", { className: "progress", ariaHidden: "true" }, ...bars),
        el("div", { className: "body" }, el("div", { className: "step" }, el("h2", {}, heading), el("ul", { className: "services" }, ...rows))),
      );
      this.#root.replaceChildren(el("div", { className: "bw", part: "root" }, card));
    }

    /** The widget takes over in place; a focused link hands its focus to the button that replaces it. */
    #take({ mount, css }) {
      const links = [...this.#root.querySelectorAll(".service")];
      const focused = links.indexOf(this.#root.activeElement);
      const root = el("div", { className: "bw", part: "root" });
      const config = Object.fromEntries(ATTRIBUTES.map((name) => [camel(name), this.getAttribute(name)]));
      Object.assign(config, { api: this.#api, locale: this.#locale(), catalogue: this.#catalogue });
      this.#handle = mount(root, this, config);
      this.#root.adoptedStyleSheets = [sheet, makeSheet(css)];
      this.#root.replaceChildren(root);
      if (focused >= 0) root.querySelectorAll(".service, .day[tabindex='0']")[focused]?.focus();
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(BookingWidget.prototype, camel(name), {
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  customElements.define(NAME, BookingWidget);
}

if (!customElements.get(NAME)) define();
