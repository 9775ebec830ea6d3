// The public surface of <booking-widget>, version 1. It is frozen: what stands here keeps its name and its meaning for as
// long as the address of the script says v1.

export type BookingMode = "inline" | "popup" | "floating" | "iframe";
export type BookingStep = "service" | "time" | "details" | "review" | "result";

/** First answers; the customer can change them. They never leave the page before the booking is sent. */
export interface BookingPrefill {
  name?: string;
  email?: string;
  phone?: string;
  company?: string;
  vatNumber?: string;
  street?: string;
  postalCode?: string;
  city?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  notes?: string;
}

/** Codes of `booking:error`. New ones may be added. */
export type BookingErrorCode =
  | "tenant-missing" | "tenant-unknown" | "home-unknown" | "origin-not-allowed" | "api-unreachable" | "catalogue-unavailable"
  | "widget-unavailable" | "crashed" | "service-unknown" | "resource-unknown" | "hour-cycle-unknown" | "time-zone-unknown"
  | "locale-unknown" | "mode-unknown" | "setting-ignored" | "network" | "server" | (string & {});

/** Details of the events. None holds a name, an address or a link. `source` is that of the element, where it has one. */
export interface BookingDetails {
  ready: { source?: string };
  closed: { source?: string };
  step: { step: BookingStep; source?: string };
  "service-selected": { serviceId: string; source?: string };
  /** RFC 3339 instants, and the IANA zone in which they are shown. */
  "slot-selected": { start: string; end: string; tz: string; source?: string };
  /** Before the answer has come. */
  submitted: { bookingId: string; source?: string };
  created: { bookingId: string; status: string; document: { kind: "invoice" | "quote"; number: string } | null; source?: string };
  error: { code: BookingErrorCode; message: string; source?: string };
}

type Named<Prefix extends string> = { [Name in keyof BookingDetails as `${Prefix}${Name}`]: CustomEvent<BookingDetails[Name]> };

/** Every event is raised under two names: `booking:created`, and `booking-created` for templates that cannot bind a colon. */
export type BookingEventMap = Named<"booking:"> & Named<"booking-">;

/** What an `iframe` of the hosted page posts to the page around it. Check `origin` and `source` of the message. */
export type BookingMessage =
  | { [Name in keyof BookingDetails]: { source: "booking-widget"; v: 1; name: Name; detail: BookingDetails[Name] } }[keyof BookingDetails]
  | { source: "booking-widget"; v: 1; name: "resize"; detail: { height: number } };

/** Attributes as markup has them. */
export interface BookingWidgetAttributes {
  /** Whose services are shown. */
  tenant: string;
  /** Preselected service; its step is left out. */
  service?: string;
  /** Preselected person or room. */
  resource?: string;
  /** `en`, `nl`, `fr` or `de`, with a region if need be; else the language of the page, the browser, the business. */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  mode?: BookingMode;
  /** `lazy` loads the widget when it is about to be seen. */
  loading?: "lazy" | "eager";
  "hour-cycle"?: "h12" | "h23";
  /** IANA name; else that of the business. */
  "time-zone"?: string;
  "prefill-name"?: string;
  "prefill-email"?: string;
  "prefill-phone"?: string;
  /** Label of the button in the modes popup and floating. */
  "button-text"?: string;
  /** Comes back in the detail of every event. */
  source?: string;
  /** Root of the service where it is not where the script comes from. */
  "api-base"?: string;
  /** Prints every event on the console. */
  debug?: boolean | "";
}

export interface BookingWidgetElement extends HTMLElement {
  tenant: string | null;
  service: string | null;
  resource: string | null;
  locale: string | null;
  theme: string | null;
  mode: string | null;
  loading: string | null;
  hourCycle: string | null;
  timeZone: string | null;
  prefillName: string | null;
  prefillEmail: string | null;
  prefillPhone: string | null;
  buttonText: string | null;
  source: string | null;
  apiBase: string | null;
  debug: string | null;
  /** May also be set later: what the customer typed stays. */
  prefill: BookingPrefill | undefined;
  /** Opens the dialog, or scrolls to the widget. */
  open(): void;
  /** Closes the dialog; what was typed stays. */
  close(): void;
  /** Starts over. */
  reset(): void;
  addEventListener<Name extends keyof BookingEventMap>(
    type: Name,
    listener: (this: BookingWidgetElement, event: BookingEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: BookingWidgetElement, event: HTMLElementEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof BookingEventMap>(
    type: Name,
    listener: (this: BookingWidgetElement, event: BookingEventMap[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: BookingWidgetElement, event: HTMLElementEventMap[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "booking-widget": BookingWidgetElement;
  }
  interface DocumentEventMap extends BookingEventMap {}
  interface HTMLElementEventMap extends BookingEventMap {}
}
