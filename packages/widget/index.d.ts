/** A step of the booking. */
export type BookingStep = "service" | "time" | "details" | "review" | "result";

/** What `<booking-widget>` is given, as attributes (`hour-cycle`) and as properties (`hourCycle`). */
export interface BookingWidgetAttributes {
  /** Whose services are offered. */
  tenant: string;
  /** A service that is chosen already. */
  service?: string;
  /** A person or room that is chosen already. */
  resource?: string;
  /** Language, with a region or without: `en`, `nl-BE`. Without it the page's own language. */
  locale?: string;
  theme?: "auto" | "light" | "dark";
  mode?: "inline" | "popup" | "floating" | "iframe";
  loading?: "lazy" | "eager";
  hourCycle?: "h12" | "h23";
  /** An IANA name, such as `Europe/Brussels`. */
  timeZone?: string;
  prefillName?: string;
  prefillEmail?: string;
  prefillPhone?: string;
  /** Label of the button in the modes `popup` and `floating`. */
  buttonText?: string;
  /** A word of yours that says where bookings came from. */
  source?: string;
  /** Another address of the API; without it, where the script came from. */
  apiBase?: string;
}

/** What the events tell. None of them holds a name, an address, a telephone number, or a link to a document. */
export interface BookingEventDetails {
  "booking:ready": Record<string, never>;
  "booking:step": { step: BookingStep };
  "booking:service-selected": { serviceId: string };
  /** RFC 3339 instants in UTC, and the zone in which they are shown. */
  "booking:slot-selected": { start: string; end: string; tz: string };
  /** Sent before the answer has come. */
  "booking:submitted": { bookingId: string };
  "booking:created": { bookingId: string; status: string; document: { kind: "invoice" | "quote"; number?: string } };
  "booking:closed": Record<string, never>;
  /** `code` is stable; `message` is for whoever owns the page. */
  "booking:error": { code: string; message: string };
}

type WithoutColon<Name> = Name extends `booking:${infer Rest}` ? `booking-${Rest}` : never;

/** Each event is told under two names: `booking:created`, and `booking-created` for frameworks that cannot bind a colon. */
export type BookingEventMap = { [Name in keyof BookingEventDetails]: CustomEvent<BookingEventDetails[Name]> } & {
  [Name in keyof BookingEventDetails as WithoutColon<Name>]: CustomEvent<BookingEventDetails[Name]>;
};

/** The same as an interface, for those that extend it. */
export interface BookingEvents extends BookingEventMap {}

/** First answers, which the customer can change; also after the widget is there. */
export interface BookingPrefill {
  name?: string;
  email?: string;
  phone?: string;
}

type Properties = { [Name in keyof BookingWidgetAttributes]-?: BookingWidgetAttributes[Name] | null };

/** The element. Its events bubble, also out of shadow roots. */
export interface BookingWidgetElement extends HTMLElement, Properties {
  prefill: BookingPrefill | undefined;
  /** Scrolls to the widget, or opens its dialog. */
  open(): void;
  /** Closes the dialog; what was typed stays. */
  close(): void;
  /** Starts over, with nothing chosen and nothing typed. */
  reset(): void;
  addEventListener<Name extends keyof BookingEventMap>(type: Name, listener: (this: BookingWidgetElement, event: BookingEventMap[Name]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof BookingEventMap>(type: Name, listener: (this: BookingWidgetElement, event: BookingEventMap[Name]) => void, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Loads the widget from its server, once; nothing happens where there is no document. */
export function loadBookingWidget(base: string | URL): Promise<void>;

/** Where people can book without the widget: the link that stands inside the element. */
export function bookingAddress(base: string | URL, given: Pick<BookingWidgetAttributes, "tenant" | "service" | "locale">): string;

declare global {
  interface HTMLElementTagNameMap {
    "booking-widget": BookingWidgetElement;
  }
  interface DocumentEventMap extends BookingEvents {}
}
