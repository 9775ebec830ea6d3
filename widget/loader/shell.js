// What stands around the widget: its frame and colours, the first view that works without WebAssembly, the dialog, and
// what is shown when something does not work. The widget's own code (runtime.js) takes over inside the frame.
import { applyGround, watchGround } from "./ground.js";
import { duration, money } from "../src/intl.js";
import { languageOf } from "./languages.js";
import { Trail } from "./trail.js";

export * from "../src/intl.js";

const page = globalThis[Symbol.for("bookslip")];
const shells = new WeakMap();

const makeSheet = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
const firstSheet = makeSheet(FIRST_CSS);

const PREFILL = ["name", "email", "phone"];

// Milliseconds for which somebody who tapped a service waits for the widget before the hosted page takes over.
const PATIENCE = 5000;

/** An element with properties and children; texts stay texts, and what is nothing is left out. */
function el(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    // Not every engine of the baseline has the properties of ARIA.
    if (name.startsWith("aria")) node.setAttribute(`aria-${name.slice(4).toLowerCase()}`, value);
    else if (name in node && name !== "part") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ""));
  return node;
}

const span = (className, ...children) => el("span", { className }, ...children);

function icon(path, className = "icon") {
  const [svg, line] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const NEXT = "m8 4 6 6-6 6";
const CROSS = "m5 5 10 10M15 5 5 15";
const CALENDAR = "M3 4.5h14v12.5H3zM3 8.5h14M7 2.5v4M13 2.5v4";

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

/** The runtime, once for all widgets of the page. Glue and WebAssembly travel at the same time. */
function runtime(assets) {
  return (page.runtime ??= load(assets).catch((error) => {
    page.runtime = undefined;
    throw error;
  }));
}

async function load(assets) {
  const wasm = fetch(`${assets}bw_bg.wasm`);
  wasm.catch(() => {});
  const { start } = await import(`${assets}bw.js`);
  const parts = await start(wasm);
  return { ...parts, sheet: makeSheet(parts.css) };
}

// Our own page inside a frame of somebody else's: the page around it hears of everything and makes room.
const isFramed = parent !== self && new URL(import.meta.url).origin === location.origin;
const tellParent = (name, detail) => parent.postMessage({ source: "booking-widget", v: 1, name, detail }, "*");
if (isFramed) {
  new ResizeObserver(() => tellParent("resize", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) })).observe(document.documentElement);
}

/** Raises an event of the public surface, under the name with a colon and, for templates that cannot bind that, one without. */
export function emit(host, name, detail) {
  if (host.source) detail = { ...detail, source: host.source };
  if (host.debug !== null) console.info("booking-widget", name, detail);
  for (const type of [`booking:${name}`, `booking-${name}`]) {
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
  shells.get(host)?.heard(name, detail);
  if (isFramed) tellParent(name, detail);
}

/** The instance has stopped, for good: every widget that lived in it shows what works without it. */
export function crashed(hosts) {
  page.runtime = new Promise(() => {});
  for (const host of hosts) shells.get(host)?.crashed();
}

export class Shell {
  #host;
  #root;
  #sheet;
  #frame;
  #room = el("div", { className: "room" });
  #probe = el("i", { hidden: true });
  #dialog;
  /** The present start; an answer to an earlier one is dropped. */
  #early;
  #catalogue;
  #words;
  #handle;
  #kept;
  #trail;
  /** What somebody tapped in the first view. */
  #tapped;
  #unwatch;
  #told = new Set();
  #least = 0;
  #width = 0;
  #near;

  constructor(host, root, sheet) {
    this.#host = host;
    this.#root = root;
    this.#sheet = sheet;
    shells.set(host, this);
    // What is typed in the widget is no shortcut of the page.
    for (const type of ["keydown", "keyup", "keypress", "paste"]) {
      root.addEventListener(type, (event) => {
        if (event.defaultPrevented || event.target.matches("input, select, textarea")) event.stopPropagation();
      });
    }
    new ResizeObserver(([entry]) => this.#measure(entry)).observe(this.#room);
  }

  start(early) {
    this.stop();
    this.#early = early;
    this.#build();
    this.#begin(early).catch((error) => {
      if (early !== this.#early) return;
      // A catalogue that cannot be drawn is none.
      this.#catalogue = undefined;
      this.#fail("catalogue-unavailable", `the catalogue could not be read (${error}).`);
    });
  }

  stop() {
    this.#early = undefined;
    this.#near?.disconnect();
    this.#keep();
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#trail?.stop();
    this.#trail = undefined;
    if (this.#dialog?.open) this.#dialog.close();
  }

  /** Drops what was chosen and typed. */
  forget() {
    this.#keep();
    this.#kept?.free();
    this.#kept = undefined;
    this.#trail?.forget();
  }

  /** An attribute or property changed that does not start anything over. */
  changed(name) {
    if (!this.#early) return;
    if (name === "theme") return this.#colour();
    if (name === "prefill") return this.#handle?.prefill(this.#prefill());
    if (name === "button-text") return this.#label();
    // Words that do not come leave those that are there.
    if (this.#catalogue) this.#translate(this.#early).catch(() => {});
  }

  open() {
    if (this.#dialog) {
      if (!this.#dialog.open) {
        this.#dialog.showModal();
        lockScroll();
        this.#load();
      }
    } else {
      this.#host.scrollIntoView({ block: "start" });
      this.#load();
    }
  }

  close() {
    if (this.#dialog?.open) this.#dialog.close();
  }

  /** What the widget told the page. */
  heard(name, detail) {
    this.#trail?.note(name, detail);
  }

  crashed() {
    // The dead instance must not be called any more, not even to free it.
    this.#handle = this.#kept = undefined;
    emit(this.#host, "error", { code: "crashed", message: "The widget stopped; what works without it is shown." });
    this.#withoutWidget();
  }

  // ---- The frame -------------------------------------------------------------------------------------------------

  get #mode() {
    return this.#host.mode ?? "inline";
  }

  get #isDialog() {
    return this.#mode === "popup" || this.#mode === "floating";
  }

  #build() {
    this.#room.replaceChildren();
    this.#dialog = undefined;
    this.#frame = el("div", { className: "bw", part: "root" }, this.#probe);
    if (this.#isDialog) {
      this.#dialog = el("dialog", { className: "popup" }, this.#room);
      this.#dialog.addEventListener("close", () => {
        unlockScroll();
        emit(this.#host, "closed", {});
      });
      // A press beside the card; one that began inside, such as a selection of text, does not count.
      this.#dialog.addEventListener("pointerdown", (event) => {
        if (event.target === this.#dialog) this.close();
      });
      this.#frame.append(this.#dialog);
    } else {
      this.#frame.append(this.#room);
    }
    this.#root.adoptedStyleSheets = [this.#sheet, firstSheet];
    this.#root.replaceChildren(this.#frame);
    this.#bones();
    this.#colour();
    this.#unwatch = watchGround(this.#host, () => this.#colour());
  }

  #colour() {
    const accent = this.#catalogue?.tenant.accent;
    if (accent) this.#frame.style.setProperty("--tenant-accent", accent);
    for (const sentence of applyGround(this.#host, this.#frame, this.#probe)) this.#warn("setting-ignored", sentence);
  }

  /** The card never gets lower than it was, so that nothing on the page jumps; a tall step does not leave a hole, though. */
  #measure({ contentRect: { width } }) {
    if (width !== this.#width) this.#least = 0;
    this.#width = width;
    const card = this.#room.firstElementChild;
    if (!card) return;
    const em = Number.parseFloat(getComputedStyle(this.#room).fontSize);
    this.#least = Math.max(this.#least, Math.min(card.getBoundingClientRect().height, 44 * em));
    this.#frame.style.setProperty("--least", `${this.#least}px`);
  }

  /** The shape of the list that is on its way; the style sheet shows it after 150 ms. */
  #bones() {
    const row = () =>
      el("li", { className: "service" },
        span("name", span("bone")), span("text", span("bone low")), span("length", span("bone low")), span("cost", span("bone")));
    this.#room.replaceChildren(
      el("section", { className: "card", ariaBusy: "true" },
        el("div", { className: "head" }),
        el("ul", { className: "services main bones", ariaHidden: "true" }, row(), row(), row())),
    );
  }

  // ---- From the first request to the widget --------------------------------------------------------------------------

  async #begin(early) {
    if (!this.#host.tenant) return this.#refuse("tenant-missing", "the attribute tenant is missing: it names the business whose services are shown.");
    const answer = await early.catalogue.catch(() => undefined);
    if (early !== this.#early) return;
    if (!answer) return this.#refuse("api-unreachable", `no answer from ${early.base}. Is the service down, or does this page's Content-Security-Policy lack connect-src ${new URL(early.base).origin}?`);
    if (!answer.ok) return this.#refused(answer, early);
    const catalogue = await answer.json();
    if (early !== this.#early) return;
    this.#catalogue = catalogue;
    this.#trail = new Trail(this.#host.tenant, (step) => this.#handle?.go(step));
    early.place = this.#trail.recall();
    this.#checkAttributes();
    await this.#translate(early);
    if (early !== this.#early) return;
    this.#askTimes(early);
    if (this.#host.loading === "eager" || this.#dialog?.open) this.#load();
    else this.#watchNear();
  }

  /** Words and figures in the language of the present attributes; the first view, or the widget once more. */
  async #translate(early) {
    const { tenant } = this.#catalogue;
    const given = languageOf(this.#host, [...navigator.languages, tenant.locale]) ?? "en";
    // Without a region of its own, a language is written as in the tenant's country.
    const region = /[-_]([a-z]{2})$/i.exec(tenant.locale)?.[1];
    const locale = given.length > 2 || !region ? given : `${given}-${region.toUpperCase()}`;
    const language = locale.slice(0, 2);
    if (early.words === undefined || early.language?.slice(0, 2) !== language) {
      early.language = language;
      early.words = fetch(`${early.assets}${language}.json`);
    }
    const turn = (early.turn = {});
    const answer = await early.words;
    early.text ??= {};
    early.text[language] ??= await answer.json();
    if (early !== this.#early || turn !== early.turn) return;
    this.#words = early.text[language];
    this.locale = locale;
    if (this.#handle) this.#take(await page.runtime);
    else this.#firstView();
    this.#colour();
    this.#label();
  }

  /** Where one service is known, its times are asked for while the widget is still on its way. */
  #askTimes(early) {
    const { services } = this.#catalogue;
    const slug = early.place?.service ?? (services.length === 1 ? services[0].slug : undefined);
    if (early.slots || !slug) return;
    const [from, to] = [-1, 60].map((days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10));
    const query = new URLSearchParams({ service: slug, from, to });
    if (this.#host.resource) query.set("resource", this.#host.resource);
    const answer = fetch(`${this.#api}slots?${query}`, { credentials: "omit" });
    answer.catch(() => {});
    early.slots = { service: slug, from, to, answer };
  }

  get #api() {
    return `${this.#early.base}api/v1/${encodeURIComponent(this.#host.tenant)}/`;
  }

  /** Loads the widget when it is about to be seen. */
  #watchNear() {
    const load = () => this.#load();
    if (this.#dialog) {
      const opener = this.#frame.querySelector(".opener");
      for (const type of ["pointerenter", "focus"]) opener?.addEventListener(type, load, { once: true });
      return;
    }
    this.#near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), { rootMargin: "400px" });
    this.#near.observe(this.#host);
  }

  #load() {
    this.#near?.disconnect();
    const early = this.#early;
    if (!this.#catalogue || !this.#words || early.isLoading) return;
    early.isLoading = true;
    if (this.#mode === "iframe") return this.#withoutWidget();
    runtime(early.assets)
      .then((parts) => early === this.#early && this.#take(parts))
      .catch((error) => {
        if (early !== this.#early) return;
        const policy = `If this page has a Content-Security-Policy, script-src needs ${new URL(early.assets).origin} 'wasm-unsafe-eval'.`;
        emit(this.#host, "error", { code: "widget-unavailable", message: `The widget could not start (${error}). ${policy}` });
        this.#withoutWidget();
      });
  }

  /** The widget takes over in place; a focused link hands its focus to the button that replaces it. */
  #take({ mount, sheet }) {
    const early = this.#early;
    const focused = [...this.#room.querySelectorAll(".service")].indexOf(this.#root.activeElement);
    const had = Boolean(this.#handle);
    this.#keep();
    const { service, resource } = this.#host;
    const config = {
      api: early.base,
      locale: this.locale,
      catalogue: this.#catalogue,
      words: this.#words,
      service,
      resource,
      hourCycle: hourCycle(this.#host.hourCycle),
      timeZone: timeZone(this.#host.timeZone),
      dir: this.#host.dir,
      prefill: this.#prefill(),
      slots: this.#earlySlots(),
      place: early.place,
      tapped: this.#tapped,
      isDialog: Boolean(this.#dialog),
    };
    clearTimeout(early.timer);
    const kept = this.#kept;
    this.#kept = undefined;
    this.#root.adoptedStyleSheets = [this.#sheet, firstSheet, sheet];
    this.#room.replaceChildren();
    this.#handle = mount(this.#room, this.#host, config, kept);
    early.place = this.#tapped = undefined;
    if (focused >= 0) this.#room.querySelectorAll(".service, .day[tabindex='0']")[focused]?.focus();
    if (!had) emit(this.#host, "ready", {});
  }

  /** Takes the widget off the page; what was chosen and typed waits for the next one. */
  #keep() {
    if (!this.#handle) return;
    this.#kept?.free();
    this.#kept = this.#handle.keep();
    this.#handle.free();
    this.#handle = undefined;
  }

  /** Times that were asked for before the widget was there, to be used once. */
  #earlySlots() {
    const slots = this.#early.slots;
    this.#early.slots = undefined;
    if (!slots) return undefined;
    const answer = slots.answer.then(async (answer) => ({ status: answer.status, body: await answer.json().catch(() => null) }));
    // Whoever waits for them hears of it; nobody may.
    answer.catch(() => {});
    return { ...slots, answer };
  }

  #prefill() {
    const given = Object.entries(this.#host.prefill ?? {}).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]);
    const attributes = PREFILL.map((key) => [key, this.#host.getAttribute(`prefill-${key}`)]);
    return Object.fromEntries([...attributes, ...given].filter(([, value]) => typeof value === "string"));
  }

  // ---- The first view ------------------------------------------------------------------------------------------------

  /** The services as links to the hosted page. A tap waits for the widget. */
  #firstView() {
    const { tenant, services } = this.#catalogue;
    const words = this.#words;
    const given = services.filter(({ slug }) => slug === this.#host.service);
    const isGiven = given.length > 0 || services.length < 2;
    const steps = isGiven ? 3 : 4;
    const rows = (given.length ? given : services).map((service) => el("li", {}, this.#row(service)));
    const bars = Array.from({ length: steps }, (_, index) => el("li", { className: index ? "" : "done" }));
    const close = this.#dialog && el("button", { type: "button", className: "icon-button", part: "button icon-button", ariaLabel: words[W.close], onclick: () => this.close() }, icon(CROSS));
    this.#room.replaceChildren(
      el("section", { className: "card", part: "panel", ariaLabel: fill(words[W.widget_label], { tenant: tenant.name }), lang: this.locale, dir: this.#host.dir || "ltr" },
        el("header", { className: "head" },
          el("p", { className: "tenant" }, tenant.name),
          el("p", { className: "count" }, fill(words[W.progress], { n: 1, total: steps })),
          close),
        el("ol", { className: "progress", ariaHidden: "true" }, ...bars),
        el("div", { className: "body" },
          el("div", { className: "main" },
            el("h2", {}, words[services.length ? W.service_heading : W.service_empty]),
            services.length ? el("ul", { className: "services" }, ...rows) : undefined))),
    );
    this.#nameDialog();
  }

  #row(service) {
    const { slug, name, description, duration_minutes, price } = service;
    const words = this.#words;
    const row = el("a", { className: "service", part: "service", href: this.#hosted(slug) },
      span("name", name),
      description ? span("text", description) : "",
      span("length", duration(this.locale, duration_minutes)),
      span("cost", span("price", money(this.locale, price.currency, price.amount)), " ", span("vat", words[price.vat_included ? W.vat_included : W.vat_excluded])),
      icon(NEXT, "icon go turns"));
    row.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || this.#early.hasFailed) return;
      event.preventDefault();
      this.#tapped = slug;
      for (const other of this.#room.querySelectorAll(".service")) other.setAttribute("aria-busy", other === row);
      clearTimeout(this.#early.timer);
      this.#early.timer = setTimeout(() => location.assign(row.href), PATIENCE);
      this.#load();
    });
    return row;
  }

  /** The hosted page with what is known here. */
  #hosted(service, more = {}) {
    const url = new URL(`b/${encodeURIComponent(this.#host.tenant)}`, this.#early.base);
    const { resource } = this.#host;
    for (const [key, value] of Object.entries({ service, resource, locale: this.locale, ...this.#prefill(), ...more })) if (value) url.searchParams.set(key, value);
    return url.href;
  }

  /** The button that opens the dialog. */
  #label() {
    if (!this.#dialog || !this.#words || this.#host.dataset.opened !== undefined) return;
    const text = this.#host.buttonText || this.#words[W.book_online];
    let opener = this.#frame.querySelector(".opener");
    if (!opener) {
      const isFloating = this.#mode === "floating";
      opener = el("button", { type: "button", className: `primary opener${isFloating ? " floater" : ""}`, part: `button primary${isFloating ? " floater" : ""}`, ariaHasPopup: "dialog", onclick: () => this.open() });
      this.#frame.prepend(opener);
    }
    opener.replaceChildren(icon(CALENDAR), text);
  }

  #nameDialog() {
    if (this.#dialog) this.#dialog.ariaLabel = fill(this.#words[W.widget_label], { tenant: this.#catalogue.tenant.name });
  }

  // ---- When something does not work ------------------------------------------------------------------------------------

  #warn(code, message) {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    console.warn(`booking-widget: ${message}`);
    emit(this.#host, "error", { code, message });
  }

  /** Settings that are no use are named, and what works without them goes on. */
  #checkAttributes() {
    const host = this.#host;
    const { services } = this.#catalogue;
    if (host.service && !services.some(({ slug }) => slug === host.service)) {
      this.#warn("service-unknown", `service="${host.service}" is none of the services: ${services.map(({ slug }) => slug).join(", ")}. All are offered.`);
    }
    if (host.hourCycle && !hourCycle(host.hourCycle)) this.#warn("hour-cycle-unknown", `hour-cycle="${host.hourCycle}" is neither h12 nor h23; the language decides.`);
    if (host.timeZone && !timeZone(host.timeZone)) this.#warn("time-zone-unknown", `time-zone="${host.timeZone}" is no time zone; that of the business is used.`);
    if (host.locale && !languageOf(host, [])?.startsWith(host.locale.slice(0, 2).toLowerCase())) this.#warn("locale-unknown", `locale="${host.locale}" is none of en, nl, fr, de; the language of the page is used.`);
    if (!["inline", "popup", "floating", "iframe"].includes(this.#mode)) this.#warn("mode-unknown", `mode="${this.#mode}" is none of inline, popup, floating, iframe; it is shown inline.`);
  }

  async #refused(answer, early) {
    const { code = "catalogue-unavailable" } = await answer.json().catch(() => ({}));
    if (early !== this.#early) return;
    const { tenant } = this.#host;
    if (code === "origin-not-allowed") return this.#refuse(code, `this site may not show "${tenant}": add ${location.origin} under Settings > Customer portal > Allowed origins.`, W.owner_origin);
    if (code === "not-found") return this.#refuse("tenant-unknown", `tenant="${tenant}" is no business that takes bookings here. Check the attribute tenant.`, W.owner_tenant);
    return this.#refuse(code, `the catalogue of "${tenant}" was refused (${answer.status}).`);
  }

  /** Nothing can be booked here: the page's own link, a sentence for the visitor, one for the owner. */
  async #refuse(code, message, ownerWord) {
    const early = this.#early;
    this.#fail(code, message);
    const words = await (early.words ?? (early.assets && fetch(`${early.assets}en.json`)))?.then((answer) => answer.json()).catch(() => undefined);
    if (!words || early !== this.#early) return;
    const card = this.#room.firstElementChild;
    card.prepend(el("p", {}, words[W.not_here]));
    if (ownerWord !== undefined) card.append(el("p", { className: "owner" }, fill(words[ownerWord], { origin: location.origin, tenant: this.#host.tenant })));
  }

  /** The page's own link in the card's room. */
  #fail(code, message) {
    console.error(`booking-widget: ${message}`);
    emit(this.#host, "error", { code, message });
    this.#room.replaceChildren(el("div", { className: "card wait", part: "panel" }, el("slot", {})));
    if (!this.#dialog) return;
    // Without words there is no button: the page's own link stands in its place.
    this.#frame.replaceChildren(this.#probe, el("slot", {}));
  }

  /** Without WebAssembly: the hosted page in a frame where the page allows one, else links to it. */
  #withoutWidget() {
    const early = this.#early;
    if (!early) return;
    early.hasFailed = true;
    clearTimeout(early.timer);
    // On the hosted page itself, its own forms.
    if (new URL(early.base).origin === location.origin && location.pathname.startsWith(new URL("b/", early.base).pathname)) {
      this.#room.replaceChildren(el("slot", {}));
      return;
    }
    if (this.#tapped) return location.assign(this.#hosted(this.#tapped));
    this.#root.adoptedStyleSheets = [this.#sheet, firstSheet];
    this.#firstView();
    this.#tryFrame(early);
  }

  /** A frame that is blocked says nothing; only one that speaks is shown. */
  #tryFrame(early) {
    const { tenant } = this.#catalogue;
    const frame = el("iframe", { className: "frame", title: fill(this.#words[W.widget_label], { tenant: tenant.name }), allow: "clipboard-write", hidden: true });
    const { origin } = new URL(early.base);
    const listen = ({ source, origin: from, data }) => {
      if (source !== frame.contentWindow || from !== origin || data?.source !== "booking-widget" || data.v !== 1) return;
      if (early !== this.#early) return removeEventListener("message", listen);
      if (frame.hidden) {
        frame.hidden = false;
        // A frame that is moved loads again: what stood before it goes.
        frame.previousElementSibling.remove();
      }
      if (data.name === "resize") frame.style.blockSize = `${data.detail.height}px`;
      else emit(this.#host, data.name, data.detail);
    };
    addEventListener("message", listen);
    frame.src = this.#hosted(this.#host.service, { embed: 1 });
    this.#room.append(frame);
  }
}

/** `h12` or `h23`, from the ways in which people write them. */
function hourCycle(text) {
  const hours = /^h?(1[12]|2[34])h?$/i.exec(text ?? "")?.[1];
  return hours && (hours < 20 ? "h12" : "h23");
}

function timeZone(text) {
  if (!text) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

let unlock;

/** The page behind a dialog stays where it is; the room of its scroll bar stays too. */
function lockScroll() {
  const { style, clientWidth } = document.documentElement;
  const before = [style.overflow, style.paddingInlineEnd];
  const bar = innerWidth - clientWidth;
  style.overflow = "hidden";
  if (bar > 0) style.paddingInlineEnd = `${bar}px`;
  unlock ??= () => ([style.overflow, style.paddingInlineEnd] = before);
}

function unlockScroll() {
  unlock?.();
  unlock = undefined;
}
