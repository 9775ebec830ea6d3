// What else the widget asks of the browser: the network, storage, randomness, focus and events. Rust sees it through browser.rs.

/** Asks the API. Rejects when no answer came; a body that is not JSON is null. */
export async function request(method, url, body) {
  const answer = await fetch(url, {
    method,
    credentials: "omit",
    signal: AbortSignal.timeout(20_000),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

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

/** Focuses what a step change or an error leads to, once it is drawn. */
export function focus(root, selector) {
  setTimeout(() => root.querySelector(selector)?.focus());
}

/** Brings something into view without moving more than needed. */
export function reveal(root, selector) {
  setTimeout(() => root.querySelector(selector)?.scrollIntoView({ block: "nearest" }));
}

export function emit(host, name, detail) {
  host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

const hosts = new Set();

/** Hosts whose widgets live in this instance, so that all of them can be saved when it stops. */
export const attach = (host) => hosts.add(host);
export const detach = (host) => hosts.delete(host);

/** A trap kills the whole instance: every widget falls back to its links, and no error reaches the host page's handlers. */
export function crashed() {
  const home = new URL(".", import.meta.url).href;
  const hush = (event) => {
    const error = event.error ?? event.reason;
    if (error instanceof WebAssembly.RuntimeError || error?.stack?.includes(home)) event.preventDefault();
  };
  addEventListener("error", hush);
  addEventListener("unhandledrejection", hush);
  for (const host of hosts) {
    emit(host, "booking:error", { code: "crashed", message: "The widget stopped." });
    host.fallback();
  }
  hosts.clear();
}
