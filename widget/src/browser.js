// What else the widget asks of the browser: storage, randomness, focus and events. Rust sees it through browser.rs.
import { crashed as fallBack, emit } from "../loader/shell.js";

export { emit };

/** Storage may be forbidden by the browser or the host page: then nothing is remembered. */
export function remember(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // The id still lives in memory.
  }
}

export function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** How much of the page's top is covered by what stays there while the rest scrolls. */
function headroom(root) {
  const box = root.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const host = root.getRootNode().host;
  let covered = 0;
  // A bar below a bar, at most three.
  for (let bars = 0; bars < 3; bars += 1) {
    const bar = document.elementsFromPoint(x, covered + 1).find((node) => {
      for (let at = node; at; at = at.parentElement) {
        if (at === host || at.contains(host)) return false;
        if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
      }
      return false;
    });
    const bottom = bar?.getBoundingClientRect().bottom ?? 0;
    // What covers half of the screen is no bar.
    if (bottom <= covered || bottom > innerHeight / 2) break;
    covered = bottom;
  }
  return covered;
}

function scrollTo(root, target, needsRoom) {
  const covered = target.closest("dialog") ? 0 : headroom(root);
  root.style.setProperty("--headroom", `${covered}px`);
  const { top, bottom } = target.getBoundingClientRect();
  const fits = top >= covered && (needsRoom ? top < innerHeight * 0.6 : bottom <= innerHeight);
  if (!fits) target.scrollIntoView({ block: needsRoom ? "start" : "nearest" });
}

/** Focuses what a step change or an error leads to, once it is drawn, and brings it out from under the page's own bars. */
export function focus(root, selector) {
  setTimeout(() => {
    const target = root.querySelector(selector);
    if (!target) return;
    target.focus({ preventScroll: true });
    scrollTo(root, target, target.tabIndex < 0);
  });
}

/** Brings something into view without moving more than needed. */
export function reveal(root, selector) {
  setTimeout(() => {
    const target = root.querySelector(selector);
    if (target) scrollTo(root, target, false);
  });
}

export const close = (host) => host.close();

/** Whether it was copied; a page may forbid it. */
export const copy = (text) => (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(() => true, () => false);

const hosts = new Set();

/** Hosts whose widgets live in this instance, so that all of them can be saved when it stops. */
export const attach = (host) => hosts.add(host);
export const detach = (host) => hosts.delete(host);

/** A trap kills the whole instance: every widget shows what works without it, and no error reaches the page's handlers. */
export function crashed() {
  const home = new URL(".", import.meta.url).href;
  const hush = (event) => {
    const error = event.error ?? event.reason;
    if (error instanceof WebAssembly.RuntimeError || error?.stack?.includes(home)) event.preventDefault();
  };
  addEventListener("error", hush);
  addEventListener("unhandledrejection", hush);
  fallBack([...hosts]);
  hosts.clear();
}
