import type { CSSProperties, ReactElement, ReactNode } from "react";
import type { BookingEventDetails, BookingWidgetAttributes } from "./index.js";

/** A handler is given the event's detail. */
export interface BookingWidgetHandlers {
  onReady?(detail: BookingEventDetails["booking:ready"]): void;
  onStep?(detail: BookingEventDetails["booking:step"]): void;
  onServiceSelected?(detail: BookingEventDetails["booking:service-selected"]): void;
  onSlotSelected?(detail: BookingEventDetails["booking:slot-selected"]): void;
  onSubmitted?(detail: BookingEventDetails["booking:submitted"]): void;
  onCreated?(detail: BookingEventDetails["booking:created"]): void;
  onClosed?(detail: BookingEventDetails["booking:closed"]): void;
  onError?(detail: BookingEventDetails["booking:error"]): void;
}

export interface BookingWidgetProps extends BookingWidgetAttributes, BookingWidgetHandlers {
  /** Address of the server, such as `https://book.example.com`. */
  base: string;
  /** Text of the link that is there until the widget is. */
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
}

export function BookingWidget(props: BookingWidgetProps): ReactElement;
