// <BookingWidget> for React 18 and 19. On a server it renders the element with its link; the script loads in the browser.
import { createElement, useEffect, useRef } from "react";
import { bookingAddress, loadBookingWidget } from "./index.js";

const handlers = {
  onReady: "booking:ready",
  onStep: "booking:step",
  onServiceSelected: "booking:service-selected",
  onSlotSelected: "booking:slot-selected",
  onSubmitted: "booking:submitted",
  onCreated: "booking:created",
  onClosed: "booking:closed",
  onError: "booking:error",
};

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function BookingWidget({ base, children = "Book online", className, style, ...given }) {
  const element = useRef(null);
  // The newest handlers without new listeners at each render.
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });

  useEffect(() => {
    loadBookingWidget(base).catch((error) => latest.current.onError?.({ code: "script-unavailable", message: error.message }));
  }, [base]);

  useEffect(() => {
    const host = element.current;
    const listeners = Object.entries(handlers).map(([handler, name]) => [name, ({ detail }) => latest.current[handler]?.(detail)]);
    for (const [name, listener] of listeners) host.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) host.removeEventListener(name, listener);
    };
  }, []);

  const attributes = Object.entries(given).filter(([name, value]) => !(name in handlers) && value !== undefined && value !== null);
  return createElement(
    "booking-widget",
    { ref: element, class: className, style, ...Object.fromEntries(attributes.map(([name, value]) => [kebab(name), value])) },
    createElement("a", { href: bookingAddress(base, given) }, children),
  );
}
