//! A document as a page: where it stands and what to do above, and below the same paper that the PDF prints.

mod paper;
mod preview;
pub mod rich_text;

use jiff::civil::Date;
use maud::{Markup, html};
use shared::{
    billing::{
        balance::{Balance, BalanceState},
        document::{Content, Document, Draft, InvoiceDraft},
        wording::{self, Wording, fill},
    },
    format,
    money::Amount,
};

pub use self::preview::{PreviewView, preview_page};
use super::letter::page;

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
    /// Address of its PDF.
    pub pdf_url: String,
    /// Address of the invoice that a converted quotation became.
    pub invoice_url: Option<String>,
    /// The civil date in the tenant's zone: an invoice is overdue from the day after its due date.
    pub today: Date,
}

/// What became of a document since it was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentStatus {
    /// It stands.
    Open,
    /// The quotation became an invoice.
    Converted,
    /// The quotation no longer counts.
    Withdrawn,
    /// The quotation's validity is over.
    Expired,
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
            div class="bar" {
                div class="standing" {
                    @if let Some((word, tone)) = standing.chip {
                        p class={ "chip " (tone.class()) } { (word) }
                    }
                    p { (standing.sentence) }
                }
                p class="actions" {
                    @if let Some(url) = &view.invoice_url {
                        a class="button" href=(url) { (words.view_invoice) }
                        a class="button secondary" href=(view.pdf_url) { (words.download_pdf) }
                    } @else {
                        a class="button" href=(view.pdf_url) { (words.download_pdf) }
                    }
                }
            }
            (paper::paper(view.document, standing.asks, view.balance.due()))
        }
    };
    page(content.language, &title, view.accent, body)
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
    let date = |date| format::date(date, content.language);
    match (view.document.draft(), view.status) {
        (Draft::Invoice(invoice), status) => of_invoice(view, invoice, status == DocumentStatus::BookingCancelled),
        (Draft::CreditNote(note), _) => {
            let [corrects, ..] = wording::correction(note);
            Standing { chip: None, sentence: corrects, asks: true }
        }
        (Draft::Quotation(_), DocumentStatus::Converted) => {
            Standing { asks: false, ..said(words.status_converted, Tone::Good, words.notice_converted.to_owned()) }
        }
        (Draft::Quotation(_), DocumentStatus::Withdrawn | DocumentStatus::BookingCancelled) => {
            Standing { asks: false, ..said(words.status_withdrawn, Tone::Plain, words.notice_withdrawn.to_owned()) }
        }
        (Draft::Quotation(quotation), DocumentStatus::Expired) => {
            let values = [("date", date(quotation.valid_until)), ("contact", contact(content, words))];
            Standing { asks: false, ..said(words.status_expired, Tone::Warning, fill(words.notice_expired, &values)) }
        }
        (Draft::Quotation(quotation), DocumentStatus::Open) => {
            let values = [("seller", content.seller.name.clone()), ("date", date(quotation.valid_until))];
            said(words.status_open, Tone::Plain, fill(words.notice_quote, &values))
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
