// Driving the dashboard by what people see: labels, buttons and links.
import { adminKey, dashboard } from "./browser.mjs";
import { expectVisible } from "./expect.mjs";

export const title = (page, name) => page.getByRole("heading", { level: 1, name });

/** Signs in on a fresh page. */
export async function signIn(page, key = adminKey) {
  await page.goto(dashboard);
  await page.getByLabel("Admin key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expectVisible(title(page, "Today"));
}

/** Opens a page by its name in the navigation. */
export async function open(page, name, heading = name) {
  await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name, exact: true }).click();
  await expectVisible(title(page, heading));
}

export const flagName = "Generate invoices automatically when the booking is created";

/** Settings > Customer portal > Flags & permissions: the flag on or off. */
export async function setFlag(page, on) {
  await open(page, "Flags & permissions");
  await page.getByRole("switch", { name: flagName }).setChecked(on);
  await page.getByRole("button", { name: "Save flags" }).click();
  await expectVisible(page.getByText("Saved. The next booking follows these settings."));
}

/** Settings > Customer portal > Payment terms. */
export async function setTerms(page, name) {
  await open(page, "Payment terms");
  await page.getByRole("radio", { name, exact: true }).check();
  await page.getByRole("button", { name: "Save payment terms" }).click();
  await expectVisible(page.getByText("Saved. The next booking follows these settings."));
}

/** Finds a booking by its customer and opens it. */
export async function openBooking(page, customer) {
  await open(page, "Bookings");
  await page.getByLabel("Search").fill(customer);
  await page.getByLabel("Search").press("Enter");
  await page.getByRole("link", { name: customer }).or(page.getByRole("row", { name: customer }).getByRole("link")).first().click();
  await expectVisible(page.getByRole("heading", { level: 1, name: /^Booking / }));
}
