//! Settings > Customer portal > Payment terms: the company's default.

use maud::{Markup, html};
use shared::{
    fault::Fault,
    limits,
    tenant::{
        policy::{FlagDisplay, flag_display},
        terms::PaymentTerms,
    },
};

use super::{flags_view::CRUMBS, terms_form::TermsForm};
use crate::{
    store::tenant::portal::PortalSettings,
    web::{
        admin_page::{Frame, page},
        parts::{Tone, chip, error_summary, fault_of, field_error, head, notice, warning},
    },
};

/// Payment terms.
#[derive(Clone, Debug)]
pub struct TermsView<'a> {
    /// What is stored.
    pub settings: &'a PortalSettings,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// What the form holds: the stored terms, or what was typed.
    pub form: &'a TermsForm,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Payment terms.
pub fn terms(frame: Frame<'_>, view: &TermsView<'_>) -> Markup {
    page(
        frame,
        "Payment terms",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Payment terms", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action="/admin/settings/payment-terms" {
                    input type="hidden" name="version" value=(view.settings.version);
                    fieldset.options {
                        legend { "What do you ask of a customer who books?" }
                        p.hint { "Bookslip does not take payments itself yet. The terms decide when an invoice is due, what it says about paying, and whether a booking may answer with a quote." }
                        @for kind in PaymentTerms::KINDS { (option(view, kind)) }
                    }
                    div.buttons { button type="submit" { "Save payment terms" } }
                }
                (overrides(view.settings))
            }
        },
    )
}

struct Words {
    title: &'static str,
    hint: &'static str,
}

fn words(kind: &str) -> Words {
    let (title, hint) = match kind {
        "no_payment" => ("No payment", "Nothing is asked at booking: free services, inspections, payment on site."),
        "no_payment_card_on_file" => ("No payment (card on file)", "A card is collected, nothing is charged."),
        "deposit_fixed" => {
            ("Deposit, fixed amount", "A part is paid at booking, the balance on the day of the service.")
        }
        "deposit_percentage" => {
            ("Deposit, percentage", "A share of the total is paid at booking, the balance on the day of the service.")
        }
        "full_payment" => ("Full payment", "The whole amount is due at booking."),
        "pre_authorization" => ("Pre-authorization", "The amount is held on the card and taken after the service."),
        _ => ("Pay later", "The invoice is due a number of days after its issue."),
    };
    Words { title, hint }
}

fn option(view: &TermsView<'_>, kind: &str) -> Markup {
    let words = words(kind);
    let id = format!("kind-{kind}");
    let hint = format!("{id}-hint");
    // Any value of the kind does: whether the flag may be off depends on the kind alone.
    let quote_possible = ["", "1"]
        .iter()
        .find_map(|value| PaymentTerms::parse(kind, value).ok())
        .is_some_and(|terms| flag_display(None, &terms) == FlagDisplay::Editable);
    html! {
        div.option {
            input type="radio" name="kind" id=(id) value=(kind) checked[view.form.kind == kind] aria-describedby=(hint);
            div {
                label for=(id) { (words.title) }
                " "
                @if quote_possible { (chip(Tone::Waiting, "invoice or quote")) } @else { (chip(Tone::Plain, "always an invoice")) }
                p.hint id=(hint) { (words.hint) }
                @if kind == "no_payment" { (field_error(view.faults, &id)) }
                (value_field(view, kind))
            }
        }
    }
}

fn value_field(view: &TermsView<'_>, kind: &str) -> Markup {
    let (label, unit, mode) = match kind {
        "deposit_fixed" => ("Deposit", view.currency, "decimal"),
        "deposit_percentage" => ("Share of the total", "%", "decimal"),
        "pay_later" => ("Due after", "days", "numeric"),
        _ => return html! {},
    };
    let is_wrong = fault_of(view.faults, kind).is_some();
    html! {
        div.value {
            label for=(kind) { (label) span.hidden { ", in " (unit) } }
            (field_error(view.faults, kind))
            div.joined {
                input id=(kind) name=(kind) value=(view.form.value(kind)) inputmode=(mode) size="8" maxlength="12" autocomplete="off"
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then(|| format!("{kind}-error"))];
                span.unit aria-hidden="true" { (unit) }
            }
            @if kind == "pay_later" { p.hint { "0 to " (limits::PAY_LATER_DAYS_MAX) " days." } }
        }
    }
}

fn overrides(settings: &PortalSettings) -> Markup {
    html! {
        section.card aria-labelledby="overrides" {
            h2 #overrides { "Services with terms of their own" }
            @if settings.overrides.is_empty() {
                p.empty { "Every service uses the terms above." }
            } @else {
                ul.rows {
                    @for service in &settings.overrides { li { strong { (service.name) } span { (service.terms) } } }
                }
                p.hint { "Terms of a service go before the company's." }
            }
            p.more { a href="/admin/settings/flags" { "What a booking answers with" } }
        }
    }
}
