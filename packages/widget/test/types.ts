// Compiled, never run: what an owner writes with the types has to hold, and what is wrong has to be refused.
import { createElement } from "react";
import { bookingAddress, loadBookingWidget } from "bookslip-widget";
import { BookingWidget } from "bookslip-widget/react";

const loaded: Promise<void> = loadBookingWidget(new URL("https://book.example"));
const address: string = bookingAddress("https://book.example", { tenant: "acme", service: "cut" });

const element = document.querySelector("booking-widget");
if (element) {
  element.theme = "dark";
  element.prefill = { name: "Amina" };
  element.open();
  element.reset();
  element.addEventListener("booking-step", ({ detail }) => void (detail.step === "time"));
  element.addEventListener("booking:created", ({ detail }) => {
    const kind: "invoice" | "quote" = detail.document.kind;
    void kind;
  });
  // @ts-expect-error there is no such theme
  element.theme = "blue";
}
document.addEventListener("booking:slot-selected", ({ detail }) => void detail.start.slice(0, 10));

createElement(BookingWidget, { base: "https://book.example", tenant: "acme", onStep: ({ step }) => void (step === "review") });
// @ts-expect-error whose services are booked must be said
createElement(BookingWidget, { base: "https://book.example" });

void loaded;
void address;
