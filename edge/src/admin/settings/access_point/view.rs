//! Settings > Delivery > Peppol access point.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{delivery::peppol::Participant, fault::Fault};

use super::form::{AccessPointForm, COMPANY_ID_CHARS_MAX, KEY_CHARS_MAX, NONE};
use crate::{
    web::{
        admin_page::{Frame, page},
        figures::moment,
        inputs::{Input, described, line},
        parts::{
            COMPANY_DETAILS, Crumb, Tone, chip, error_summary, fact, fault_of, field_error, head, notice, warning,
        },
    },
    work::peppol::access_point::Provider,
};

/// Address of the page.
pub const ACCESS_POINT: &str = "/admin/settings/peppol-access-point";
const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Delivery", None)];

/// What is stored, as far as a page may say it: never a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Which access point.
    pub provider: Provider,
    /// Since when it does not take the key.
    pub key_refused_at: Option<String>,
}

/// Peppol access point.
#[derive(Clone, Debug)]
pub struct AccessPointView<'a> {
    /// Version of what is stored; zero for none.
    pub version: i64,
    /// What the form holds: what is stored, or what was typed.
    pub form: &'a AccessPointForm,
    /// What is stored.
    pub present: Option<&'a Present>,
    /// Under which identifier the tenant sends; none without a VAT number.
    pub sender: Option<&'a Participant>,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault, or what a test found.
    pub conflict: Option<&'a str>,
}

/// Peppol access point.
pub fn access_point(frame: Frame<'_>, view: &AccessPointView<'_>) -> Markup {
    page(
        frame,
        "Peppol access point",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Peppol access point", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            @if let Some(refused_at) = view.present.and_then(|present| present.key_refused_at.as_deref()) {
                (warning(&format!(
                    "The access point has refused the key since {}. Documents wait until you enter another one.",
                    moment(refused_at, view.zone)
                )))
            }
            (error_summary(view.faults))
            div.detail {
                (form(view))
                (beside(view))
            }
        },
    )
}

fn form(view: &AccessPointView<'_>) -> Markup {
    html! {
        form.card method="post" action=(ACCESS_POINT) novalidate {
            input type="hidden" name="version" value=(view.version);
            fieldset.options {
                legend { "Who transmits your documents?" }
                p.hint { "Invoices and credit notes go over Peppol where your customer is registered, and by e-mail otherwise. An access point transmits them; you need an account there." }
                (field_error(view.faults, "provider"))
                (option(view, NONE, "No access point", "Every document goes by e-mail. Between Belgian businesses that is not a compliant channel since 2026.", &html! {}))
                @for provider in Provider::ALL { (provider_option(view, provider)) }
            }
            div.buttons { button type="submit" { "Save access point" } }
        }
    }
}

fn provider_option(view: &AccessPointView<'_>, provider: Provider) -> Markup {
    let text =
        |name, label, value, hint, max| line(&Input { name, label, value, hint, max, ..Input::default() }, view.faults);
    let key = |name, label| key(view, provider, name, label);
    let company_id = || {
        text(
            "company_id",
            "Company id",
            &view.form.company_id,
            "Beside your company at Recommand.",
            COMPANY_ID_CHARS_MAX,
        )
    };
    let address = || {
        let hint = "Such as https://ap.example.com. Documents are sent to /sendas4/… below it, with the token in the header X-Token.";
        text("base_url", "Address", &view.form.base_url, hint, 2_000)
    };
    let (title, hint, fields) = match provider {
        Provider::Recommand => (
            "Recommand",
            "Belgian service with a test mode.",
            html! { (company_id()) (key("recommand_key", "API key")) (key("recommand_secret", "API secret")) },
        ),
        Provider::EInvoiceBe => {
            ("e-invoice.be", "Belgian service with a test mode.", key("e_invoice_be_key", "API key"))
        }
        Provider::Generic => (
            "An access point of your own",
            "Software that you run yourself and that takes raw UBL, such as phase4.",
            html! { (address()) (key("token", "Token")) },
        ),
        Provider::Demo => (
            "Demo",
            "No account and no network: each document is kept here as the exact XML that would go, and every Belgian company counts as registered. Nobody receives anything.",
            html! {},
        ),
    };
    option(view, provider.as_str(), title, hint, &fields)
}

fn option(view: &AccessPointView<'_>, name: &str, title: &str, hint: &str, fields: &Markup) -> Markup {
    let id = if name == NONE { "provider".to_owned() } else { format!("provider-{name}") };
    html! {
        div.option {
            input type="radio" name="provider" id=(id) value=(name) checked[view.form.provider == name] aria-describedby={ (id) "-about" };
            div {
                label for=(id) { (title) }
                p.hint id={ (id) "-about" } { (hint) }
                div.chosen { (fields) }
            }
        }
    }
}

/// A key: it can be entered, and never read.
fn key(view: &AccessPointView<'_>, provider: Provider, name: &str, label: &str) -> Markup {
    let is_set = view.present.is_some_and(|present| present.provider == provider);
    let hint =
        if is_set { "It is set. Leave this empty to keep it." } else { "It is kept encrypted and never shown again." };
    html! {
        div.field {
            label for=(name) { (label) " " @if is_set { (chip(Tone::Good, "set")) } }
            (field_error(view.faults, name))
            input id=(name) name=(name) type="password" maxlength=(KEY_CHARS_MAX) autocomplete="off" spellcheck="false"
                aria-invalid=[fault_of(view.faults, name).map(|_| "true")] aria-describedby=[described(name, hint, view.faults)];
            p.hint id={ (name) "-hint" } { (hint) }
        }
    }
}

fn beside(view: &AccessPointView<'_>) -> Markup {
    html! {
        div {
            section.card aria-labelledby="sender" {
                h2 #sender { "Your company on Peppol" }
                dl.facts {
                    (fact("Peppol id", &html! {
                        @match view.sender {
                            Some(sender) => span.mono { (sender.to_string()) },
                            None => { span.muted { "None. " } a href=(COMPANY_DETAILS) { "Enter your VAT number" } },
                        }
                    }))
                }
                p.hint { "It follows from your VAT number. Your access point registers it when you open the account." }
            }
            @if let Some(present) = view.present {
                section.card aria-labelledby="connection" {
                    h2 #connection { "Connection" }
                    p { (present.provider.name()) " is asked whether it answers and takes the key that is stored. Nothing is sent to anybody." }
                    form.buttons method="post" action={ (ACCESS_POINT) "/test" } { button.secondary type="submit" { "Test the connection" } }
                }
            }
        }
    }
}
