// Brings <booking-widget> to a page. The code of the widget stays with its server, so that both are always of one version.

const NAME = "booking-widget";

/** One promise for each server: however often it is asked for, there is one script. */
const loads = new Map();

/**
 * Loads the widget from its server, once. Without a document (on a server that renders pages) nothing happens.
 * @param {string | URL} base address of the server, such as "https://book.example.com"
 */
export function loadBookingWidget(base) {
  if (typeof document === "undefined") return Promise.resolve();
  const { href } = new URL("/w/v1.js", base);
  if (!loads.has(href)) loads.set(href, customElements.get(NAME) ? Promise.resolve() : insert(href));
  return loads.get(href);
}

function insert(src) {
  return new Promise((resolve, reject) => {
    // A page may have the script in its HTML already.
    const script = document.querySelector(`script[src="${src}"]`) ?? Object.assign(document.createElement("script"), { type: "module", src });
    script.addEventListener("error", () => {
      // The next call tries again.
      loads.delete(src);
      script.remove();
      reject(new Error(`${src} did not load: check the address, the network and the page's content security policy.`));
    });
    if (!script.isConnected) document.head.append(script);
    customElements.whenDefined(NAME).then(() => resolve());
  });
}

/** Where people can book without the widget: the link that stands inside the element. */
export function bookingAddress(base, { tenant, service, locale } = {}) {
  const address = new URL(`/b/${encodeURIComponent(tenant)}`, base);
  if (service) address.searchParams.set("service", service);
  if (locale) address.searchParams.set("lang", locale);
  return address.href;
}
