// The first script of every host page of the tests: remembers what the page would notice of the widget.
(() => {
  const probe = (globalThis.probe = { errors: [], events: [], stored: [], cookies: 0 });
  addEventListener("error", ({ message }) => probe.errors.push(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => probe.errors.push(`unhandled: ${reason}`));
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event instanceof CustomEvent) probe.events.push([event.type, event.detail]);
    return dispatchEvent.call(this, event);
  };
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    probe.stored.push([key, value]);
    return setItem.call(this, key, value);
  };
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", {
    configurable: true,
    get,
    set(value) {
      probe.cookies += 1;
      set.call(this, value);
    },
  });
  performance.setResourceTimingBufferSize(5000);
})();
