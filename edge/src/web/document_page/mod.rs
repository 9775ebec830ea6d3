//! A document as a page: where it stands and what to do above, and below the same paper that the PDF prints.

mod enclosures;
mod paper;
mod preview;
pub mod rich_text;
mod sample;

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{
        balance::{Balance, BalanceState},
        document::{Content, Document, Draft, InvoiceDraft, QuotationDraft},
        quotation::QuotationState,
        wording::{self, Wording, fill},
    },
    format,
    money::Amount,
};

pub use self::{
    paper::{logo_address, own},
    preview::{PreviewView, preview_page},
    sample::{SampleView, sample_page},
};
use super::customer_page;
use crate::web::answer_wording::Wording as AnswerWording;

/// What the page shows.
pub struct DocumentView<'a> {
    /// The document as it was issued.
    pub document: &'a Document,
    /// The tenant's colour as `#RRGGBB`.
    pub accent: &'a str,
    /// What became of it.
    pub status: DocumentStatus,
    /// What of an invoice is credited and paid.
    pub balance: Balance,
    /// Address of this page; those of its PDF and of what can be done begin with it.
    pub url: String,
    /// Address of the invoice that a converted quotation became.
    pub invoice_url: Option<String>,
    /// The answer to a quotation.
    pub answered: Option<Answered<'a>>,
    /// What stands above everything else, such as why an answer was not kept.
    pub notice: Option<&'a str>,
    /// The civil date in the tenant's zone: an invoice is overdue from the day after its due date.
    pub today: Date,
}

/// Who answered a quotation, and when.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// As it was typed; may be empty where it was declined.
    pub name: &'a str,
    /// The civil date in the tenant's zone.
    pub on: Date,
}

/// What became of a document since it was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStatus {
    /// An invoice or a credit note stands.
    Issued,
    /// Where a quotation stands.
    Quotation(QuotationState),
    /// The booking was cancelled after the invoice was issued.
    BookingCancelled,
}

/// The page of a document.
pub fn document_page(view: &DocumentView<'_>) -> Markup {
    let content = view.document.draft().content();
    let standing = standing(view);
    let words = wording::wording(content.language);
    let title = format!("{} · {}", wording::title(view.document), content.seller.name);
    let body = html! {
        main {
            @if let Some(notice) = view.notice { div class="bar" { p class="notice warning" role="alert" { (notice) } } }
            div class="bar" {
                div class="standing" {
                    @if let Some((word, tone)) = standing.chip {
                        p class={ "chip " (tone.class()) } { (word) }
                    }
                    p { (standing.sentence) }
                }
                p class="actions" {
                    @let pdf_url = format!("{}/pdf", view.url);
                    @if let Some(url) = &view.invoice_url {
                        a class="button" href=(url) { (words.view_invoice) }
                        a class="button secondary" href=(pdf_url) { (words.download_pdf) }
                    } @else if view.status == DocumentStatus::Quotation(QuotationState::Open) {
                        @let answers = AnswerWording::of(content.language);
                        a class="button" href={ (view.url) "/accept" } { (words.accept_quote) }
                        a class="button secondary" href={ (view.url) "/decline" } { (answers.decline) }
                        a class="button secondary" href=(pdf_url) { (words.download_pdf) }
                    } @else {
                        a class="button" href=(pdf_url) { (words.download_pdf) }
                    }
                }
            }
            (paper::paper(view.document, standing.asks, view.balance.due()))
            (enclosures::enclosures(content, words, &view.url))
        }
    };
    customer_page::document(content.language, &title, view.accent, body)
}

/// Where a document stands, in a word and a sentence.
struct Standing {
    chip: Option<(&'static str, Tone)>,
    sentence: String,
    /// Whether the paper still says how to pay or how to accept.
    asks: bool,
}

/// How a chip looks; its word says the same.
#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Good,
    Warning,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Warning => "warning",
        }
    }
}

fn standing(view: &DocumentView<'_>) -> Standing {
    let content = view.document.draft().content();
    let words = wording::wording(content.language);
    match (view.document.draft(), view.status) {
        (Draft::Invoice(invoice), status) => of_invoice(view, invoice, status == DocumentStatus::BookingCancelled),
        (Draft::CreditNote(note), _) => {
            let [corrects, ..] = wording::correction(note);
            Standing { chip: None, sentence: corrects, asks: true }
        }
        (Draft::Quotation(quotation), DocumentStatus::Quotation(state)) => of_quotation(view, quotation, state),
        (Draft::Quotation(_), DocumentStatus::Issued | DocumentStatus::BookingCancelled) => {
            Standing { asks: false, ..said(words.status_withdrawn, Tone::Plain, words.notice_withdrawn.to_owned()) }
        }
    }
}

/// A quotation: how it ended counts first, then what was said to it, then its last day.
fn of_quotation(view: &DocumentView<'_>, quotation: &QuotationDraft, state: QuotationState) -> Standing {
    let content = &quotation.content;
    let (words, answers) = (wording::wording(content.language), AnswerWording::of(content.language));
    let date = |date| format::date(date, content.language);
    let over = |standing| Standing { asks: false, ..standing };
    let answered = || {
        let (name, on) = view.answered.map_or(("", view.today), |answered| (answered.name, answered.on));
        [("name", name.to_owned()), ("date", date(on)), ("seller", content.seller.name.clone())]
    };
    match state {
        QuotationState::Converted => over(said(words.status_converted, Tone::Good, words.notice_converted.to_owned())),
        QuotationState::Withdrawn => {
            let notice = match content.booking {
                Some(_) => words.notice_withdrawn.to_owned(),
                None => fill(answers.notice_withdrawn, &[("seller", content.seller.name.clone())]),
            };
            over(said(words.status_withdrawn, Tone::Plain, notice))
        }
        QuotationState::Accepted => {
            let sentences = [answers.notice_accepted, answers.invoice_follows].map(|text| fill(text, &answered()));
            over(said(answers.accepted, Tone::Good, sentences.join(" ")))
        }
        QuotationState::Declined => {
            over(said(answers.declined, Tone::Plain, fill(answers.notice_declined, &answered())))
        }
        QuotationState::Expired => {
            let values = [("date", date(quotation.valid_until)), ("contact", contact(content, words))];
            over(said(words.status_expired, Tone::Warning, fill(words.notice_expired, &values)))
        }
        QuotationState::Open => {
            let values = [("seller", content.seller.name.clone()), ("date", date(quotation.valid_until))];
            let notice = if content.booking.is_some() { words.notice_quote } else { answers.notice_open };
            said(words.status_open, Tone::Plain, fill(notice, &values))
        }
    }
}

/// An invoice: what came in and what was given back counts first, then its booking, then its due date.
fn of_invoice(view: &DocumentView<'_>, invoice: &InvoiceDraft, booking_cancelled: bool) -> Standing {
    let content = &invoice.content;
    let words = wording::wording(content.language);
    let due = format::money(view.balance.due(), &content.currency, content.language);
    let asked = [("amount", due), ("date", format::date(invoice.due_date, content.language))];
    match view.balance.state(invoice.due_date, view.today) {
        BalanceState::Credited => {
            Standing { asks: false, ..said(words.status_credited, Tone::Plain, words.notice_credited.to_owned()) }
        }
        BalanceState::Paid if view.balance.paid > Amount::ZERO || content.totals.paid_amount > Amount::ZERO => {
            said(words.status_paid, Tone::Good, words.notice_paid.to_owned())
        }
        BalanceState::Paid => Standing { chip: None, sentence: words.nothing_to_pay.to_owned(), asks: true },
        _ if booking_cancelled => {
            let values = [("seller", content.seller.name.clone()), ("contact", contact(content, words))];
            Standing {
                asks: false,
                ..said(words.status_cancelled, Tone::Warning, fill(words.notice_cancelled, &values))
            }
        }
        BalanceState::Overdue => said(words.status_overdue, Tone::Warning, fill(words.notice_overdue, &asked)),
        BalanceState::PartlyPaid => said(words.status_partly_paid, Tone::Plain, fill(words.notice_partly_paid, &asked)),
        BalanceState::Open if view.balance.is_partly_credited() => {
            said(words.status_open, Tone::Plain, fill(words.notice_partly_paid, &asked))
        }
        BalanceState::Open => said(words.status_open, Tone::Plain, fill(words.notice_open, &asked)),
    }
}

fn said(word: &'static str, tone: Tone, sentence: String) -> Standing {
    Standing { chip: Some((word, tone)), sentence, asks: true }
}

fn contact(content: &Content, words: &Wording) -> String {
    wording::contact(&content.seller, words).unwrap_or_else(|| content.seller.name.clone())
}

#[cfg(test)]
mod tests;
