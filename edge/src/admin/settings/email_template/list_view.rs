//! Settings > Delivery > E-mail templates: every text, by kind and language.

use maud::{Markup, html};
use shared::{delivery::template::TemplateKind, language::Language};

use crate::{
    store::mail_template::OwnTemplates,
    web::{
        admin_page::{Frame, page},
        parts::{Crumb, Tone, chip, head},
    },
};

/// The way to the pages about templates.
pub const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Delivery", None)];

/// Where the list is.
pub const TEMPLATES: &str = "/admin/settings/email-templates";

/// What a kind is called.
pub fn name(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::BookingConfirmation => "Booking confirmation",
        TemplateKind::Reminder => "Reminder of a booking",
        TemplateKind::Rescheduled => "Booking moved",
        TemplateKind::Cancelled => "Booking cancelled",
        TemplateKind::Quote => "Quote",
        TemplateKind::Invoice => "Invoice",
        TemplateKind::CreditNote => "Credit note",
        TemplateKind::Overdue1 => "First overdue notice",
        TemplateKind::Overdue2 => "Second overdue notice",
        TemplateKind::Overdue3 => "Third overdue notice",
    }
}

/// When it is sent.
pub fn occasion(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::BookingConfirmation => "Sent when a customer has booked, with a calendar file.",
        TemplateKind::Reminder => "Sent before a booking, as set under Reminders.",
        TemplateKind::Rescheduled => "Sent when a booking has a new time, with a calendar file.",
        TemplateKind::Cancelled => "Sent when a booking is cancelled, with a calendar file.",
        TemplateKind::Quote => "Sent with a quote.",
        TemplateKind::Invoice => "Sent with an invoice that goes by e-mail.",
        TemplateKind::CreditNote => "Sent with a credit note that goes by e-mail.",
        TemplateKind::Overdue1 | TemplateKind::Overdue2 | TemplateKind::Overdue3 => {
            "Sent when an invoice is not paid in time, as set under Reminders."
        }
    }
}

/// A language in English, as the dashboard speaks.
pub fn language_name(language: Language) -> &'static str {
    match language {
        Language::Nl => "Dutch",
        Language::Fr => "French",
        Language::En => "English",
        Language::De => "German",
    }
}

/// The address of a text.
pub fn address(kind: TemplateKind, language: Language) -> String {
    format!("{TEMPLATES}/{}/{}", kind.as_str(), language.tag())
}

/// Every text.
pub fn email_templates(frame: Frame<'_>, own: &OwnTemplates) -> Markup {
    page(
        frame,
        "E-mail templates",
        false,
        &html! {
            (head(&CRUMBS, "E-mail templates", None, None))
            p.lead.muted { "The texts of the e-mails that your customers get, each in their own language. Every text has a good beginning; change what you like." }
            div.table {
                table.cards {
                    thead {
                        tr {
                            th scope="col" { "E-mail" }
                            th scope="col" { "Edit" }
                        }
                    }
                    tbody { @for kind in TemplateKind::ALL { (row(kind, own)) } }
                }
            }
        },
    )
}

fn row(kind: TemplateKind, own: &OwnTemplates) -> Markup {
    html! {
        tr {
            th.key scope="row" { (name(kind)) span.under { (occasion(kind)) } }
            td {
                ul.languages {
                    @for language in Language::ALL {
                        li {
                            a href=(address(kind, language)) aria-label={ "Edit " (name(kind)) " in " (language_name(language)) } { (language_name(language)) }
                            @if own.is_own(kind, language) { " " (chip(Tone::Good, "your text")) }
                        }
                    }
                }
            }
        }
    }
}
