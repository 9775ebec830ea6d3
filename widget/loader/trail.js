// Where the customer is, for the browser's Back and for a reload: the step, the service, the start. It holds nothing that
// was typed. Entries in the history have the page's own address and keep the page's own state beside ours.

/** The index of a widget among those of the same tenant on the page. */
const taken = new Set();

export class Trail {
  #key;
  #steps = [];
  #at = 0;
  #place = {};
  #address = location.href;
  #echoes = 0;
  #go;
  #pop = (event) => this.#popped(event);

  /** `go` brings the widget to a step; it answers whether it did. */
  constructor(tenant, go) {
    let index = 0;
    while (taken.has(`${tenant}#${index}`)) index += 1;
    this.id = `${tenant}#${index}`;
    taken.add(this.id);
    this.#key = `bookslip:${this.id}:${location.pathname}`;
    this.#go = go;
    // Before the page's own router, which has nothing to do when only our step changes.
    addEventListener("popstate", this.#pop, true);
  }

  /** What an earlier life of this page left, if it is the same page. */
  recall() {
    try {
      const { steps, at, place } = JSON.parse(sessionStorage.getItem(this.#key)) ?? {};
      if (!place) return undefined;
      const depth = history.state?.bookslip?.[this.id] ?? 0;
      if (Array.isArray(steps) && depth === at) [this.#steps, this.#at] = [steps, at];
      this.#place = place;
      return place;
    } catch {
      return undefined;
    }
  }

  /** An event of the widget. */
  note(name, detail) {
    if (name === "service-selected") this.#place = { service: detail.serviceId };
    if (name === "slot-selected") Object.assign(this.#place, { start: detail.start, end: detail.end });
    if (name === "step") this.#stepped(detail.step);
    this.#keep();
  }

  forget() {
    this.#steps = [];
    this.#at = 0;
    this.#place = {};
    this.#keep();
  }

  stop() {
    taken.delete(this.id);
    removeEventListener("popstate", this.#pop, true);
  }

  #stepped(step) {
    this.#place.step = step;
    if (this.#steps[this.#at] === step) return;
    if (step === "result") {
      // There is no way back into a booking that is made.
      const depth = this.#at;
      this.forget();
      this.#leap(-depth);
      return;
    }
    const earlier = this.#steps.lastIndexOf(step, this.#at);
    if (earlier >= 0) {
      this.#leap(earlier - this.#at);
      this.#at = earlier;
    } else if (this.#steps.length === 0) {
      this.#steps = [step];
    } else {
      this.#steps.length = this.#at + 1;
      this.#steps.push(step);
      this.#push(this.#at + 1);
    }
  }

  /** Pages in a sandbox, and browsers that count, may refuse: then Back leaves the page, as it would without us. */
  #push(depth) {
    try {
      const state = history.state ?? {};
      history.pushState({ ...state, bookslip: { ...state.bookslip, [this.id]: depth } }, "");
      this.#at = depth;
      this.#address = location.href;
    } catch {
      this.#steps = this.#steps.slice(-1);
      this.#at = 0;
    }
  }

  #leap(by) {
    if (by === 0) return;
    this.#echoes += 1;
    history.go(by);
  }

  #popped(event) {
    // An entry of the page's own.
    if (location.href !== this.#address) return;
    const depth = event.state?.bookslip?.[this.id] ?? 0;
    if (depth === this.#at) {
      if (this.#echoes > 0) event.stopImmediatePropagation();
      this.#echoes = Math.max(0, this.#echoes - 1);
      return;
    }
    const step = this.#steps[depth];
    if (!step) return;
    event.stopImmediatePropagation();
    this.#at = depth;
    this.#go(step);
  }

  #keep() {
    try {
      if (this.#place.step) sessionStorage.setItem(this.#key, JSON.stringify({ steps: this.#steps, at: this.#at, place: this.#place }));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // Storage may be forbidden; then a reload starts over.
    }
  }
}
