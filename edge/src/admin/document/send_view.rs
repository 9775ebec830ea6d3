//! Send: what will be sent where, what goes along, and what is missing.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{
    billing::{document::Content, file_type::FileType, number::SeriesKind},
    delivery::{
        channel::{BuyerKind, Choice, WhyBlocked},
        sent::{Channel, NOT_COMPLIANT, SentBy},
    },
    fault::Fault,
};

use super::{send_form::NOT_THERE, sent_view::sent_fact};
use crate::{
    store::delivery::{ORIGINAL, SentRow},
    web::{
        admin_page::{Frame, page},
        parts::{Tone, chip, error_summary, fact, fault_of, field_error, head, warning},
    },
    work::delivery::{Dossier, Plan, send_document::sentence},
};

/// Send.
pub struct SendView<'a> {
    /// The document and what was sent of it.
    pub dossier: &'a Dossier,
    /// By which way it would go.
    pub plan: &'a Plan,
    /// How it was sent.
    pub sent: &'a SentRow,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// Under which purpose it would be sent again; none where it was sent too often.
    pub resend: Option<String>,
    /// Which sending over Peppol may have arrived, although nobody can say so.
    pub in_doubt: Option<u32>,
    /// What was refused.
    pub faults: &'a [Fault],
}

impl SendView<'_> {
    fn is_sent(&self) -> bool {
        matches!(self.sent.by(), SentBy::Peppol | SentBy::Email)
    }

    fn path(&self) -> String {
        format!("/admin/documents/{}", self.dossier.stored.id)
    }
}

/// Send.
pub fn send(frame: Frame<'_>, view: &SendView<'_>) -> Markup {
    let number = view.dossier.stored.document.number().to_string();
    let title = format!("Send {number}");
    page(
        frame,
        &title,
        !view.faults.is_empty(),
        &html! {
            (head(&[("Sales invoices", None), (&number, Some(&view.path()))], &title, None, None))
            (error_summary(view.faults))
            (so_far(view))
            div.narrow {
                section.card aria-labelledby="way" {
                    h2 #way { "How it goes" }
                    (way(view))
                }
                section.card aria-labelledby="files" {
                    h2 #files { "What goes along" }
                    (files(view))
                }
                section.card aria-labelledby="checks" {
                    h2 #checks { "Checked before sending" }
                    (checks(view))
                }
                (buttons(view))
            }
        },
    )
}

fn so_far(view: &SendView<'_>) -> Markup {
    html! {
        @match view.sent.by() {
            SentBy::Peppol | SentBy::Email => {
                (warning("This document was sent before. Sent again by e-mail, the buyer has it twice: say so, and nobody pays twice."))
            }
            SentBy::Waiting if resend(view).is_some() => {
                (warning("This document is on its way: it is tried again by itself. Sent by e-mail as well, the buyer may get it twice."))
            }
            SentBy::Waiting => { (warning("This document is on its way: it is tried again by itself. There is nothing to do.")) }
            SentBy::Failed | SentBy::NotSent => {}
        }
    }
}

fn way(view: &SendView<'_>) -> Markup {
    let plan = view.plan;
    let by = |channel: Channel| chip(Tone::Good, channel.title());
    html! {
        @match &plan.choice {
            Choice::Peppol { receiver } => {
                p { (by(Channel::Peppol)) " to " strong.mono { (receiver) } }
                @if let Some(access_point) = &plan.access_point {
                    p.more {
                        "Through " (access_point.name()) "."
                        @if access_point.is_demo() {
                            " The demo sends nothing: the document stays here, and you can look at "
                            a href={ (view.path()) "/e-invoice" } download { "the exact XML that would go" } "."
                        }
                    }
                }
            }
            Choice::Email { address, why, is_compliant } => {
                p { (by(Channel::Email)) " to " strong { (address) } @if !is_compliant { " " (chip(Tone::Waiting, NOT_COMPLIANT)) } }
                p.more { (why.sentence()) }
                @if !is_compliant {
                    p.hint.next {
                        "Since 1 January 2026 invoices between businesses in Belgium go over Peppol. Send it by e-mail, and ask the buyer to register."
                    }
                }
            }
            Choice::Retry { reason } => {
                p { (chip(Tone::Waiting, "waits for an answer")) }
                p.more { "Whether the buyer is on Peppol is not known: " (reason) " If you send it, it goes as soon as somebody answers, and never by e-mail because of this." }
            }
            Choice::Blocked(why) => {
                p { (chip(Tone::Ended, "cannot be sent")) }
                p.more { (why.sentence()) }
                @if let (WhyBlocked::NoEmailAddress, Some(contact)) = (why, &view.dossier.stored.contact_id) {
                    p { a href={ "/admin/contacts/" (contact) "/edit#email" } { "Enter the e-mail address" } }
                }
            }
        }
        dl.facts.more {
            @if let Some(found) = &plan.found { (fact("Peppol", &html! { (sentence(found)) })) }
            (fact("So far", &sent_fact(view.sent, view.dossier.stored.with_booking, view.zone)))
        }
    }
}

fn files(view: &SendView<'_>) -> Markup {
    let number = view.dossier.stored.document.number().to_string();
    let content = view.dossier.draft().content();
    let by_peppol = matches!(view.plan.choice, Choice::Peppol { .. });
    let is_business =
        view.dossier.buyer_kind() != BuyerKind::PrivatePerson && view.dossier.kind() != SeriesKind::Quotation;
    html! {
        ul.plain {
            @if by_peppol {
                li { (number) ".xml" span.under { @if content.attachments.is_empty() { "The e-invoice, with the PDF inside" } @else { "The e-invoice, with the PDF and the files below inside" } } }
            } @else {
                li { (number) ".pdf" }
                @if is_business { li { (number) ".xml" span.under { "The e-invoice, for the buyer's bookkeeping" } } }
            }
            @for file in &content.attachments {
                li {
                    (file.file_name)
                    @if by_peppol && !FileType::of_media_type(&file.media_type).is_some_and(FileType::is_allowed_on_peppol) {
                        " " (chip(Tone::Waiting, "by e-mail only"))
                        span.under { "Peppol does not carry files of this kind, so it does not go along." }
                    }
                }
            }
        }
        @if content.sales_conditions.is_some() { p.hint.next { "The sales conditions are the last pages of the PDF." } }
    }
}

/// One thing that was looked at: whether it is well, and what to do if it is not.
fn check(is_well: bool, what: &str, otherwise: &Markup) -> Markup {
    html! {
        li {
            (what) " "
            @if is_well { (chip(Tone::Good, "yes")) } @else { (chip(Tone::Waiting, "no")) span.under { (otherwise) } }
        }
    }
}

fn checks(view: &SendView<'_>) -> Markup {
    let (dossier, plan) = (view.dossier, view.plan);
    let is_business = dossier.buyer_kind() != BuyerKind::PrivatePerson && dossier.kind() != SeriesKind::Quotation;
    html! {
        ul.plain {
            @if is_business {
                (check(plan.access_point.is_some(), "You have a Peppol access point", &html! {
                    a href="/admin/settings/peppol-access-point" { "Choose one" } " to reach businesses as the law asks."
                }))
                (check(!dossier.participants().is_empty(), "The buyer has a VAT number that leads to an address on Peppol", &html! {
                    "The document keeps the buyer of its day. " (at_contact(view, "vat_identifier", "Enter the VAT number")) " for the next one."
                }))
            }
            (check(dossier.email().is_some(), "There is an e-mail address", &html! {
                (at_contact(view, "email", "Enter it at the contact")) ": who is not on Peppol gets the document there."
            }))
            @if plan.e_invoice.is_some() {
                (check(plan.faults.is_empty(), "Every rule of Peppol BIS Billing 3.0 is kept", &html! {
                    @for fault in &plan.faults {
                        span.under { (fault.text) @if let Some(field) = fault.field { " Mend: " (field) "." } " Rule " (fault.rule) "." }
                    }
                }))
            }
            @if is_business {
                (check(names_reference(dossier.draft().content()), "It names the buyer's own reference or order", &html! {
                    "Peppol wants one, so the buyer finds “" (dossier.draft().content().buyer_reference()) "” there. Public authorities need their own: ask for it before a document is saved."
                }))
            }
            @if view.in_doubt.is_some() {
                li { "It was not sent before " (chip(Tone::Waiting, "not known")) span.under { "See the timeline of the document." } }
            } @else {
                (check(!view.is_sent(), "It was not sent before", &html! { "See the timeline of the document." }))
            }
        }
    }
}

/// Whether it says what the buyer asked for: their reference (BT-10) or their order (BT-13).
fn names_reference(content: &Content) -> bool {
    content.buyer_reference.is_some() || content.order_reference.is_some()
}

fn at_contact(view: &SendView<'_>, field: &str, words: &str) -> Markup {
    html! {
        @match &view.dossier.stored.contact_id {
            Some(contact) => { a href={ "/admin/contacts/" (contact) "/edit#" (field) } { (words) } }
            None => { (words) }
        }
    }
}

/// What an access point took is never given to it again.
fn was_taken(view: &SendView<'_>) -> bool {
    view.dossier.deliveries.iter().any(|row| row.purpose == ORIGINAL && row.state.was_taken())
}

/// The purpose of another delivery by e-mail, where one makes sense.
fn resend<'a>(view: &'a SendView<'_>) -> Option<&'a str> {
    let is_email = matches!(view.plan.choice, Choice::Email { .. });
    let may = view.dossier.email().is_some() && (view.is_sent() || was_taken(view) || !is_email);
    view.resend.as_deref().filter(|_| may)
}

fn buttons(view: &SendView<'_>) -> Markup {
    let is_open = !was_taken(view) && matches!(view.sent.by(), SentBy::NotSent | SentBy::Failed);
    let may_begin = is_open && !matches!(view.plan.choice, Choice::Blocked(_));
    html! {
        @if let (true, Some(sending)) = (may_begin, view.in_doubt) {
            form.card #again method="post" action={ (view.path()) "/send" } {
                input type="hidden" name="purpose" value=(ORIGINAL);
                (not_there(view, sending))
            }
        }
        div.buttons {
            @if may_begin && view.in_doubt.is_some() {
                button type="submit" form="again" { "Send again" }
            } @else if may_begin {
                form method="post" action={ (view.path()) "/send" } {
                    input type="hidden" name="purpose" value=(ORIGINAL);
                    button type="submit" { "Send" }
                }
            }
            @if let Some(purpose) = resend(view) {
                form method="post" action={ (view.path()) "/send" } {
                    input type="hidden" name="purpose" value=(purpose);
                    input type="hidden" name="channel" value=(Channel::Email.as_str());
                    button.secondary type="submit" {
                        @if view.is_sent() { "Send again by e-mail" } @else { "Send by e-mail instead" }
                    }
                }
            }
            a.button.secondary href=(view.path()) { "Back to the document" }
        }
    }
}

/// Where nobody can say whether it was sent, a person has to look: the buyer would have it twice.
fn not_there(view: &SendView<'_>, sending: u32) -> Markup {
    let number = view.dossier.stored.document.number();
    let is_wrong = fault_of(view.faults, NOT_THERE).is_some();
    let described = if is_wrong { "not_there-error not_there-hint" } else { "not_there-hint" };
    html! {
        fieldset.options {
            legend { "It may have been sent before" }
            div.option {
                input id=(NOT_THERE) name=(NOT_THERE) type="checkbox" value=(sending) aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
                div {
                    label for=(NOT_THERE) { "I have looked: " (number) " is not at the access point" }
                    (field_error(view.faults, NOT_THERE))
                    p.hint #not_there-hint { "The access point did not answer when it was sent, and cannot be asked. Sent twice, the buyer books it twice." }
                }
            }
        }
    }
}
