// Runs inside the pages of any engine, sent as text: what a reader would measure and press.

/** Width of every widget in every frame, or null while one of them shows nothing that can be pressed yet. */
export function measureFrames(kind) {
  const all = Array.from(globalThis.frames, ({ document }) => {
    const room = document.documentElement;
    return {
      page: room.clientWidth,
      widgets: [...document.querySelectorAll("section")].map((section) => {
        const panel = section.querySelector("booking-widget").shadowRoot?.querySelector("[part~=panel]");
        if (!panel?.querySelector(kind)) return null;
        const { width, left, right } = panel.getBoundingClientRect();
        const around = section.getBoundingClientRect();
        return { width, over: Math.max(right - around.right, around.left - left) };
      }),
    };
  });
  const isDone = all.length > 0 && all.every(({ widgets }) => widgets.length > 0 && widgets.every(Boolean));
  return isDone ? all : null;
}

/** Walks every widget of the page to its review, and says at each step what does not fit. */
export async function walkNarrow() {
  const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const until = async (look, what) => {
    for (let turn = 0; turn < 900; turn += 1) {
      const found = look();
      if (found) return found;
      await sleep(50);
    }
    throw new Error(`${what} did not appear`);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const faults = (panel, step) => {
    const card = panel.getBoundingClientRect();
    const found = [];
    for (const element of panel.querySelectorAll("*")) {
      const { left, right, width, height } = element.getBoundingClientRect();
      // What is only for the ear is a pixel wide.
      if (!shown(element) || width <= 1 || height <= 1 || element.closest("svg")) continue;
      const name = `${element.localName}.${element.className} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
      if (left < card.left - 1 || right > card.right + 1) found.push(`${step}: ${name} leaves the card by ${Math.round(Math.max(card.left - left, right - card.right))} px`);
      const { overflowX } = getComputedStyle(element);
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && overflowX !== "visible") found.push(`${step}: ${name} is cut by ${element.scrollWidth - element.clientWidth} px`);
      // A time is one word.
      if (element.localName === "button" && /^\d{1,2}[:.]\d{2}$/.test(element.textContent.trim())) {
        const range = document.createRange();
        range.selectNodeContents(element);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`${step}: ${name} breaks over two lines`);
      }
    }
    return found;
  };
  const walk = async (holder) => {
    const root = holder.querySelector("booking-widget").shadowRoot;
    const panel = () => root.querySelector("[part~=panel]");
    const button = (pattern) => [...root.querySelectorAll("button")].find((element) => shown(element) && !element.disabled && pattern.test(element.textContent.trim()));
    const found = [];
    const look = (step) => found.push(...faults(panel(), step));
    (await until(() => root.querySelector("li button"), "the list of services")).click();
    const time = await until(() => button(/^\d{1,2}[:.]\d{2}/), "a time");
    look("time");
    time.click();
    const form = await until(() => root.querySelector("form:has(input[type=email])"), "the details");
    look("details");
    for (const input of form.querySelectorAll("input[autocomplete=name], input[type=email]")) {
      input.value = input.type === "email" ? "maximiliane.von-hohenzollern@langer-name.example" : "Maximiliane Friederike von Hohenzollern-Sigmaringen";
      input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      input.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    }
    const before = root.querySelector("h2").textContent;
    root.querySelector("button.primary").click();
    await until(() => root.querySelector("h2").textContent !== before && !root.querySelector("form input[type=email]"), "the review");
    look("review");
    return found;
  };
  const first = [...document.querySelectorAll("[data-case]")];
  const answers = await Promise.all(first.map(async (holder) => {
    await until(() => holder.querySelector("booking-widget").shadowRoot?.querySelector("li button"), "the widget");
    const found = faults(holder.querySelector("booking-widget").shadowRoot.querySelector("[part~=panel]"), "service");
    return [...found, ...(await walk(holder))].map((fault) => `${holder.dataset.case}: ${fault}`);
  }));
  return answers.flat();
}
