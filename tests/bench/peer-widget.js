// The same flow as the widget's, written by hand without a framework: service, day and time, details, review, result, over the same
// API and with the same style sheets. Nobody uses it; it says what the framework costs in bytes and in time.
import { clock, dateName, dayName, duration, firstWeekday, interval, money, monthName, wallTime, weekdayName } from "../../widget/src/intl.js";

const LOCALE = "en-BE";

function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
const button = (className, label, onclick, more = {}) => el("button", { type: "button", class: className, onclick, ...more }, label);
const heading = (text) => el("h2", { tabindex: "-1" }, text);

/** A UUIDv7, kept for retries. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | 0x7000n | BigInt(bytes[7]));
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const dateOf = (year, month, day) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
const plus = (date, days) => dateOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8)) + days);
const monthOf = (date) => date.slice(0, 7);
const monthPlus = (month, by) => dateOf(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1).slice(0, 7);
const FIELDS = [
  ["name", "Name", "text", "name", true], ["email", "E-mail address", "email", "email", true], ["phone", "Phone number", "tel", "tel", false],
];
const COMPANY = [
  ["companyName", "Company", "text", "organization", true], ["vat", "VAT number", "text", "off", false], ["street", "Street and number", "text", "street-address", false],
  ["postalCode", "Postal code", "text", "postal-code", false], ["city", "Town", "text", "address-level2", false],
];

class PeerWidget extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #draft = {};
  #days = new Map();
  #step = "service";
  #id = null;

  async connectedCallback() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#base = `${this.getAttribute("api-base")}/api/v1/${encodeURIComponent(this.getAttribute("tenant"))}`;
    this.#catalogue = await (await fetch(this.#base)).json();
    this.#today = wallTime(this.#zone, "").slice(0, 10);
    this.#month = monthOf(this.#today);
    this.#draw();
    this.#tell("booking:ready");
  }

  #base;
  #catalogue;
  #today;
  #month;
  #day;
  #service;
  #slot;
  #answer;
  #problems = [];
  #notice = "";
  #sending = false;

  get #zone() {
    return this.#catalogue.tenant.time_zone;
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #go(step) {
    this.#step = step;
    this.#draw();
    this.#tell("booking:step", { step });
    this.#root.querySelector(".problems, .notice, h2")?.focus();
  }

  #draw() {
    const steps = ["service", "time", "details", "review"];
    const position = steps.indexOf(this.#step);
    const back = position > 0 && button("back", "Back", () => this.#go(steps[position - 1]));
    const head = el("header", { class: "head" }, back, el("p", { class: "tenant" }, this.#catalogue.tenant.name), position >= 0 && el("p", { class: "count" }, `Step ${position + 1} of 4`));
    const bars = position >= 0 && el("ol", { class: "progress", "aria-label": "Steps" }, steps.map((_, index) => el("li", { class: index <= position ? "done" : null, "aria-current": index === position ? "step" : null })));
    const views = { service: this.#services, time: this.#time, details: this.#details, review: this.#review, result: this.#result };
    const body = el("div", { class: "body" }, el("div", { class: "step" }, views[this.#step].call(this)));
    const live = el("p", { class: "vh", role: "status" }, "");
    const card = el("section", { class: "card", part: "panel", "aria-label": `Book with ${this.#catalogue.tenant.name}`, lang: "en" }, head, bars, body, live);
    this.#root.replaceChildren(el("div", { class: "bw", part: "root" }, el("div", { class: "room" }, card)));
  }

  #price = ({ amount, currency }) => money(LOCALE, currency, amount);
  #vat = ({ vat_included: included }) => (included ? "incl. VAT" : "excl. VAT");

  #services() {
    const rows = this.#catalogue.services.map((service) =>
      el("li", {}, button("service", [
        el("span", { class: "name" }, service.name), el("span", { class: "price" }, this.#price(service.price)), el("span", { class: "text" }, service.description),
        el("span", { class: "vat" }, this.#vat(service.price)), el("span", { class: "length" }, duration(LOCALE, service.duration_minutes)),
      ], () => {
        if (this.#service !== service) [this.#days, this.#day] = [new Map(), undefined];
        this.#service = service;
        this.#tell("booking:service-selected", { serviceId: service.slug });
        this.#go("time");
        void this.#load(this.#month);
      })));
    return [heading("What would you like to book?"), el("ul", { class: "services", role: "list", "aria-label": "What would you like to book?" }, rows)];
  }

  async #load(month) {
    const from = month === monthOf(this.#today) ? this.#today : `${month}-01`;
    const to = plus(`${monthPlus(month, 1)}-01`, -1);
    const query = new URLSearchParams({ service: this.#service.slug, from, to });
    try {
      const answer = await fetch(`${this.#base}/slots?${query}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const { slots } = await answer.json();
      for (const slot of slots) {
        const [date, time] = wallTime(this.#zone, slot.starts_at).split("T");
        const day = this.#days.get(date) ?? [];
        if (!day.some(({ starts_at: start }) => start === slot.starts_at)) day.push({ ...slot, time });
        this.#days.set(date, day);
      }
      this.#day ??= [...this.#days.keys()].sort()[0];
    } catch {
      this.#notice = "The times could not be loaded. Check your connection and try again.";
    }
    if (this.#step === "time") this.#draw();
  }

  #time() {
    const arrow = (label, by) => button("arrow", by < 0 ? "‹" : "›", () => {
      this.#month = monthPlus(this.#month, by);
      this.#draw();
      void this.#load(this.#month);
    }, { "aria-label": label, "aria-disabled": String(by < 0 && this.#month === monthOf(this.#today)) });
    const first = firstWeekday(LOCALE);
    const names = Array.from({ length: 7 }, (_, column) => ((first - 1 + column) % 7) + 1);
    const start = `${this.#month}-01`;
    const lead = (new Date(start).getUTCDay() + 7 - (first % 7)) % 7;
    const weeks = Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, column) => plus(start, week * 7 + column - lead))).filter((week) => week.some((date) => monthOf(date) === this.#month));
    const cell = (date) => {
      if (monthOf(date) !== this.#month) return el("td");
      const free = this.#days.get(date)?.length ?? 0;
      const says = free ? `${free} times available` : date < this.#today ? "past" : "no times";
      return el("td", {}, button(free ? "day free" : "day", String(Number(date.slice(8))), () => {
        if (!free) return;
        this.#day = date;
        this.#draw();
      }, {
        tabindex: date === (this.#day ?? this.#today) ? "0" : "-1", "aria-label": `${dayName(LOCALE, date)}, ${says}`, "aria-pressed": String(date === this.#day), "aria-disabled": String(!free),
        "aria-current": date === this.#today ? "date" : null, "data-date": date,
      }));
    };
    const table = el("table", { onkeydown: (event) => this.#key(event) },
      el("thead", {}, el("tr", {}, names.map((weekday) => el("th", { scope: "col", abbr: weekdayName(LOCALE, weekday, "long") }, weekdayName(LOCALE, weekday, "short"))))),
      el("tbody", {}, weeks.map((week) => el("tr", {}, week.map(cell)))));
    const times = this.#days.get(this.#day) ?? [];
    const slots = times.map((slot) => el("li", {}, button("slot", clock(LOCALE, this.#zone, "", slot.starts_at), () => {
      this.#slot = slot;
      this.#tell("booking:slot-selected", { start: slot.starts_at, end: slot.ends_at, tz: this.#zone });
      this.#go("details");
    })));
    return [
      this.#notices(), heading("Choose a day and time"),
      el("div", { class: "month" }, el("div", { class: "month-head" }, el("h3", { "aria-live": "polite" }, monthName(LOCALE, start)), arrow("Previous month", -1), arrow("Next month", 1)), table),
      el("div", { class: "slots" }, this.#day && el("h3", {}, dayName(LOCALE, this.#day)), el("ul", { role: "list" }, slots)),
    ];
  }

  #key(event) {
    const from = event.target.dataset?.date;
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    const by = moves[event.key];
    if (!from || by === undefined) return;
    event.preventDefault();
    const to = plus(from, by);
    if (to < this.#today) return;
    if (monthOf(to) !== this.#month) {
      this.#month = monthOf(to);
      this.#draw();
      void this.#load(this.#month);
    }
    this.#root.querySelector(`[data-date="${to}"]`)?.focus();
  }

  #field = ([name, label, type, autocomplete, required]) => {
    const problem = this.#problems.find(([field]) => field === name)?.[1];
    return el("div", { class: "field" },
      el("label", { for: name }, label, !required && el("span", { class: "optional" }, " (optional)")),
      problem && el("p", { class: "error", id: `${name}-error` }, problem),
      Object.assign(el("input", { id: name, name, type, autocomplete, "aria-invalid": problem ? "true" : null, "aria-describedby": problem ? `${name}-error` : null, oninput: ({ target }) => (this.#draft[name] = target.value) }), { value: this.#draft[name] ?? "" }));
  };

  #details() {
    const submit = (event) => {
      event.preventDefault();
      const asked = [...FIELDS, ...(this.#draft.isCompany ? COMPANY : [])];
      this.#problems = asked.filter(([name, , , , required]) => required && !this.#draft[name]?.trim()).map(([name, label]) => [name, `Fill in: ${label}`]);
      if (this.#draft.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.#draft.email)) this.#problems.push(["email", "Write the e-mail address like name@example.com"]);
      this.#go(this.#problems.length ? "details" : "review");
    };
    const company = el("label", { class: "switch" }, Object.assign(el("input", { type: "checkbox", onchange: ({ target }) => ((this.#draft.isCompany = target.checked), this.#draw()) }), { checked: Boolean(this.#draft.isCompany) }), el("span", {}, "I book for a company"));
    const jump = (name) => (event) => (event.preventDefault(), this.#root.getElementById(name).focus());
    const problems = this.#problems.length > 0 && el("div", { class: "problems", tabindex: "-1" }, el("div", { role: "alert" }, el("h2", { class: "title" }, "There is a problem"), el("ul", { role: "list" }, this.#problems.map(([name, text]) => el("li", {}, el("a", { href: `#${name}`, onclick: jump(name) }, text))))));
    const notes = el("div", { class: "field" }, el("label", { for: "notes" }, "Notes", el("span", { class: "optional" }, " (optional)")), Object.assign(el("textarea", { id: "notes", oninput: ({ target }) => (this.#draft.notes = target.value) }), { value: this.#draft.notes ?? "" }));
    return [
      problems, heading("Your details"),
      el("form", { class: "form", novalidate: "", onsubmit: submit }, FIELDS.map(this.#field), company, this.#draft.isCompany && el("div", { class: "group" }, COMPANY.map(this.#field)), notes, el("button", { type: "submit", class: "primary" }, "Continue to review")),
    ];
  }

  #notices = () => {
    const text = this.#notice;
    this.#notice = "";
    return text && el("div", { class: "notice", role: "alert", tabindex: "-1" }, el("p", {}, text));
  };

  #review() {
    const row = (title, lines, step) => el("div", { class: "row" }, el("dt", {}, title), el("dd", {}, lines.filter(Boolean).map((line) => el("p", {}, line))),
      el("dd", { class: "action" }, step && button("link", "Change", () => this.#go(step), { "aria-label": `Change: ${title}` })));
    const { name, email, phone, isCompany, companyName, vat, street, postalCode, city, notes } = this.#draft;
    return [
      this.#notices(), heading("Check your booking"),
      el("dl", { class: "review" },
        row("Service", [this.#service.name, duration(LOCALE, this.#service.duration_minutes)], "service"),
        row("When", [interval(LOCALE, this.#zone, "", this.#slot.starts_at, this.#slot.ends_at)], "time"),
        row("Your details", [name, email, phone], "details"),
        isCompany && row("Invoice to", [companyName, vat, street, [postalCode, city].filter(Boolean).join(" ")], "details"),
        notes && row("Notes", [notes], "details"),
        el("div", { class: "row total" }, el("dt", {}, "Price"), el("dd", {}, el("p", { class: "amount" }, this.#price(this.#service.price)), el("p", { class: "vat" }, this.#vat(this.#service.price))))),
      el("div", { class: "next" }, el("h3", {}, "What happens next"), el("p", {}, "Your invoice or your quote is ready at once.")),
      button(this.#sending ? "primary busy" : "primary", this.#sending ? "Booking…" : "Confirm booking", () => void this.#send(), { "aria-disabled": String(this.#sending) }),
    ];
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    this.#id ??= newId();
    this.#draw();
    const text = (value) => value?.trim() || undefined;
    const { name, email, phone, isCompany, companyName, vat, street, postalCode, city, notes } = this.#draft;
    const address = isCompany && (street || postalCode || city) ? { street: street ?? "", postal_code: postalCode ?? "", city: city ?? "", country: "BE" } : undefined;
    const company = isCompany ? { name: companyName.trim(), vat_number: text(vat) } : undefined;
    const body = { service: this.#service.slug, starts_at: this.#slot.starts_at, customer: { name: name.trim(), email: email.trim(), phone: text(phone), company, address }, notes: text(notes), locale: LOCALE };
    try {
      sessionStorage.setItem("bookslip-peer", this.#id);
      this.#tell("booking:submitted", { bookingId: this.#id });
      const answer = await fetch(`${this.#base}/bookings/${this.#id}`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) });
      const told = await answer.json();
      this.#sending = false;
      if (answer.ok) {
        this.#answer = told;
        this.#id = null;
        this.#go("result");
        this.#tell("booking:created", { bookingId: told.booking.id, status: told.booking.status });
      } else if (told.code === "slot_taken") {
        [this.#days, this.#day, this.#id] = [new Map(), undefined, null];
        this.#notice = "That time has just been taken. Your details are kept: choose another time.";
        this.#go("time");
        void this.#load(this.#month);
      } else {
        this.#problems = (told.errors ?? []).map(({ pointer, detail }) => [pointer.split("/").at(-1), detail]);
        this.#notice = told.detail;
        this.#go(this.#problems.length ? "details" : "review");
      }
    } catch {
      this.#sending = false;
      this.#notice = "We could not reach the server. Try again: you will not be booked twice.";
      this.#go("review");
    }
  }

  #result() {
    const { booking, document: paper, manage_url: manage, calendar_url: calendar } = this.#answer;
    const link = (className, href, text) => el("a", { class: className, href, target: "_blank", rel: "noopener" }, text);
    const kind = paper?.kind === "quote" ? "Quote" : "Invoice";
    const rows = paper && [
      ["Total without VAT", money(LOCALE, paper.currency, paper.total_without_vat)], ["VAT", money(LOCALE, paper.currency, paper.vat_total)], ["Total", money(LOCALE, paper.currency, paper.total_with_vat)],
      kind === "Invoice" && ["Amount due", money(LOCALE, paper.currency, paper.amount_due)], paper.due_date && ["Due date", dateName(LOCALE, paper.due_date)], paper.valid_until && ["Valid until", dateName(LOCALE, paper.valid_until)],
    ].filter(Boolean);
    return [
      el("div", { class: "booked" }, el("div", {}, heading("Booked"), el("p", {}, booking.service), el("p", {}, interval(LOCALE, this.#zone, "", booking.starts_at, booking.ends_at)), el("p", { class: "reference" }, `Reference ${booking.reference}`))),
      paper && el("div", { class: "document" }, el("h3", {}, `${kind} `, el("span", { class: "number" }, paper.number)), el("dl", {}, rows.map(([title, value]) => el("div", {}, el("dt", {}, title), el("dd", {}, value)))),
        el("div", { class: "buttons" }, link("primary", paper.url, `View ${kind.toLowerCase()}`), link("secondary", paper.pdf_url, "Download PDF"))),
      el("ul", { class: "actions", role: "list" }, el("li", {}, link("link", calendar, "Add to calendar")), el("li", {}, link("link", manage, "View or cancel"))),
      button("secondary", "Book another", () => this.#go("service")),
    ];
  }
}

customElements.define("peer-widget", PeerWidget);
