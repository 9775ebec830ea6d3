// A React page in strict mode that takes over what a server rendered, for the tests in engines.
import { createElement, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { BookingWidget } from "bookslip-widget/react";

const root = document.getElementById("app");
globalThis.told = [];
const widget = createElement(BookingWidget, {
  base: root.dataset.base, tenant: root.dataset.tenant, loading: "eager",
  onStep: ({ step }) => globalThis.told.push(step), onCreated: ({ document: paper }) => globalThis.told.push(paper.number),
}, "Book online");
hydrateRoot(root, createElement(StrictMode, null, widget), { onRecoverableError: (error) => globalThis.probe.errors.push(`hydration: ${error.message}`) });
