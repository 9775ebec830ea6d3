// Driving the widget by what people see and hear: roles and names, never class names.
import { expectVisible } from "./expect.mjs";

export const customer = { name: "Amina Peeters", email: "amina@example.com" };

/** The widget's heading of a step. */
export const heading = (page, name) => page.getByRole("heading", { level: 2, name });

/** Brings the widget into view, which is what makes it load, and waits for its first step. */
export async function openWidget(page) {
  await page.locator("booking-widget").first().scrollIntoViewIfNeeded();
  await expectVisible(heading(page, "What would you like to book?"));
  // The loader's first view has links where the widget has buttons.
  await expectVisible(services(page).first());
}

export const services = (page) => page.locator("booking-widget").first().getByRole("list", { name: "What would you like to book?" }).getByRole("button");

/** Buttons of the free times of the chosen day, such as "09:00". */
export const times = (page) => page.locator("booking-widget").first().getByRole("button", { name: /^\d{1,2}:\d{2}/ });

export async function chooseService(page, name) {
  await (name ? services(page).filter({ hasText: name }) : services(page)).first().click();
  await expectVisible(heading(page, "Choose a day and time"));
}

export async function chooseTime(page, which = "first") {
  await expectVisible(times(page).first());
  await (which === "first" ? times(page).first() : times(page).last()).click();
  await expectVisible(heading(page, "Your details"));
}

export async function fillDetails(page, { name, email, phone, notes } = customer) {
  const widget = page.locator("booking-widget").first();
  await widget.getByLabel("Name", { exact: true }).fill(name);
  await widget.getByLabel("E-mail address").fill(email);
  if (phone) await widget.getByLabel("Phone number").fill(phone);
  if (notes) await widget.getByLabel("Notes").fill(notes);
  await widget.getByRole("button", { name: "Continue to review" }).click();
  await expectVisible(heading(page, "Check your booking"));
}

export async function confirm(page) {
  await page.getByRole("button", { name: "Confirm booking" }).click();
  await expectVisible(heading(page, "Booked"));
  return result(page);
}

/** Kind and number of the document in the result, with its links. */
export async function result(page) {
  const widget = page.locator("booking-widget").first();
  const title = (await widget.getByRole("heading", { name: /^(Invoice|Quote) / }).innerText()).replace(/\s+/g, " ").trim();
  const [kind, number] = title.split(" ");
  const href = (name) => widget.getByRole("link", { name }).getAttribute("href");
  return {
    kind,
    number,
    view: await href(/^View (invoice|quote)/),
    pdf: await href("Download PDF"),
    calendar: await href("Calendar file"),
    manage: await href("View, move or cancel"),
  };
}

/** From the host page to the result. */
export async function bookInWidget(page, url, { service, details, which } = {}) {
  await page.goto(url);
  await openWidget(page);
  await chooseService(page, service);
  await chooseTime(page, which);
  await fillDetails(page, details);
  return confirm(page);
}
