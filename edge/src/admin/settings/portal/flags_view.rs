//! Settings > Customer portal > Flags & permissions. How a flag is shown is answered by `shared::tenant::policy`.

use maud::{Markup, html};
use shared::{
    fault::Fault,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        policy::{DocumentOnBooking, FlagDisplay, flag_display, policy},
        terms::PaymentTerms,
    },
};

use crate::{
    store::tenant::portal::PortalSettings,
    web::{
        admin_page::{Frame, page},
        parts::{Crumb, Tone, chip, error_summary, field_error, head, notice, warning},
    },
};

/// The way to every page of the customer portal's settings.
pub const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Customer portal", None)];

/// The path of this page.
const ACTION: &str = "/admin/settings/flags";

/// Flags & permissions.
#[derive(Clone, Debug)]
pub struct FlagsView<'a> {
    /// What is stored.
    pub settings: &'a PortalSettings,
    /// What the flag would be after saving; differs from the stored one on a refused form.
    pub auto_invoice: Flag,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Flags & permissions.
pub fn flags(frame: Frame<'_>, view: &FlagsView<'_>) -> Markup {
    let settings = view.settings;
    let display = flag_display(settings.repeat(), &settings.payment_terms);
    page(
        frame,
        "Flags & permissions",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Flags & permissions", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action=(ACTION) {
                    input type="hidden" name="version" value=(settings.version);
                    h2 { "Booking flags" }
                    (recurring(view))
                    (auto_invoice(view, display))
                    @if display == FlagDisplay::Editable || settings.recurring_allowed.is_on() {
                        div.buttons { button type="submit" { "Save flags" } }
                    }
                }
                @if display == FlagDisplay::LockedOn && !settings.auto_invoice.is_on() { (sleeping_off(view)) }
                (acceptance(view))
                (effect(view))
            }
        },
    )
}

fn recurring(view: &FlagsView<'_>) -> Markup {
    let is_on = view.settings.recurring_allowed.is_on();
    html! {
        div.flag {
            @if is_on { input type="hidden" name="recurring_allowed" value="off"; }
            input #recurring_allowed.switch type="checkbox" role="switch" name="recurring_allowed" value="on"
                checked[is_on] disabled[!is_on] aria-describedby="recurring-hint";
            div {
                label for="recurring_allowed" { "Allow customers to make repeat/recurring bookings" }
                (field_error(view.faults, "recurring_allowed"))
                p.hint id="recurring-hint" {
                    @if is_on {
                        "On. The option below decides which invoices a series brings, for a single booking too."
                    } @else {
                        (chip(Tone::Plain, "not available")) " The booking widget cannot repeat bookings yet. Once it can, this flag brings its own invoicing option: all invoices now, the first now and each next one later, or by hand."
                    }
                }
                @if is_on { (repeat_options(view)) }
            }
        }
    }
}

fn repeat_options(view: &FlagsView<'_>) -> Markup {
    let options = [
        (RepeatInvoicing::AllNow, "All now", "An invoice for every booking of the series at once, future ones too."),
        (
            RepeatInvoicing::FirstNow,
            "First now, each next later",
            "An invoice for the first booking; each next one after it took place.",
        ),
        (RepeatInvoicing::Manual, "By hand", "A quote at booking; you generate the invoices after the job."),
    ];
    html! {
        fieldset.options #repeat_invoicing {
            legend { "Invoices of repeat bookings" }
            (field_error(view.faults, "repeat_invoicing"))
            @for (option, title, hint) in options {
                div.option {
                    input type="radio" name="repeat_invoicing" id={ "repeat-" (option.as_str()) } value=(option.as_str())
                        checked[option == view.settings.repeat_invoicing] aria-describedby={ "repeat-" (option.as_str()) "-hint" };
                    div {
                        label for={ "repeat-" (option.as_str()) } { (title) }
                        p.hint id={ "repeat-" (option.as_str()) "-hint" } { (hint) }
                    }
                }
            }
        }
    }
}

fn auto_invoice(view: &FlagsView<'_>, display: FlagDisplay) -> Markup {
    let title = "Generate invoices automatically when the booking is created";
    html! {
        @match display {
            FlagDisplay::Hidden => {
                p.hidden-flag #auto_invoice {
                    "The flag \u{201c}" (title) "\u{201d} is hidden: while customers may repeat bookings, the option above decides."
                }
                (field_error(view.faults, "auto_invoice"))
            }
            FlagDisplay::LockedOn => {
                div.flag {
                    input #auto_invoice.switch type="checkbox" role="switch" checked disabled aria-describedby="auto-hint";
                    div {
                        label for="auto_invoice" { (title) }
                        (field_error(view.faults, "auto_invoice"))
                        p.hint id="auto-hint" {
                            (chip(Tone::Waiting, "locked on")) " Your payment terms are \u{201c}" (view.settings.payment_terms)
                            "\u{201d}, so a booking always brings its invoice. To be able to switch this off, choose \u{201c}No payment\u{201d} under "
                            a href="/admin/settings/payment-terms" { "Payment terms" } "."
                        }
                    }
                }
            }
            FlagDisplay::Editable => {
                div.flag {
                    input type="hidden" name="auto_invoice" value="off";
                    input #auto_invoice.switch type="checkbox" role="switch" name="auto_invoice" value="on"
                        checked[view.auto_invoice.is_on()] aria-describedby="auto-hint";
                    div {
                        label for="auto_invoice" { (title) }
                        (field_error(view.faults, "auto_invoice"))
                        p.hint id="auto-hint" {
                            "On: the customer gets the invoice the moment they book. Off: they get a quote, and you turn it into an invoice with Actions \u{203a} Generate invoice."
                        }
                    }
                }
            }
        }
    }
}

/// A stored "off" has no effect under the company's terms, but counts for services that ask for no payment.
fn sleeping_off(view: &FlagsView<'_>) -> Markup {
    html! {
        section.card aria-labelledby="stored" {
            h2 #stored { "The stored setting is off" }
            p { "It has no effect under your payment terms. It counts again when you choose \u{201c}No payment\u{201d}, and it counts now for services with such terms of their own." }
            form.buttons method="post" action=(ACTION) {
                input type="hidden" name="version" value=(view.settings.version);
                input type="hidden" name="auto_invoice" value="on";
                button.secondary type="submit" { "Store it as on" }
            }
        }
    }
}

/// What follows when a customer accepts a quote.
fn acceptance(view: &FlagsView<'_>) -> Markup {
    let is_on = view.settings.convert_on_acceptance.is_on();
    html! {
        form.card method="post" action=(ACTION) {
            input type="hidden" name="version" value=(view.settings.version);
            h2 { "Quotes" }
            div.flag {
                input type="hidden" name="convert_on_acceptance" value="off";
                input #convert_on_acceptance.switch type="checkbox" role="switch" name="convert_on_acceptance" value="on"
                    checked[is_on] aria-describedby="convert-on-acceptance-hint";
                div {
                    label for="convert_on_acceptance" { "Generate the invoice when the customer accepts the quote" }
                    (field_error(view.faults, "convert_on_acceptance"))
                    p.hint #convert-on-acceptance-hint {
                        "Customers accept or decline a quote on its page. With the flag on, the acceptance makes the invoice at once; with it off, you generate the invoice later."
                    }
                }
            }
            div.buttons { button type="submit" { "Save" } }
        }
    }
}

fn effect(view: &FlagsView<'_>) -> Markup {
    let settings = view.settings;
    let row = |name: &str, terms: &PaymentTerms| {
        let policy = policy(settings.sales_invoicing, settings.repeat(), terms, settings.auto_invoice);
        let answer = match policy.document() {
            Some(DocumentOnBooking::Invoice) => chip(Tone::Good, "invoice"),
            Some(DocumentOnBooking::Quote) => chip(Tone::Waiting, "quote"),
            None => chip(Tone::Ended, "no document"),
        };
        html! { tr { th scope="row" { (name) } td data-label="Payment terms" { (terms) } td data-label="A booking answers with" { (answer) } } }
    };
    let others = if settings.overrides.is_empty() { "Every service" } else { "All other services" };
    html! {
        section.card aria-labelledby="effect" {
            h2 #effect { "What a booking answers with now" }
            div.table {
                table.cards {
                    thead { tr { th scope="col" { "Service" } th scope="col" { "Payment terms" } th scope="col" { "A booking answers with" } } }
                    tbody {
                        @for service in &settings.overrides { (row(&service.name, &service.terms)) }
                        @if settings.overrides.is_empty() || settings.overrides.len() < settings.services {
                            (row(others, &settings.payment_terms))
                        }
                    }
                }
            }
        }
    }
}
