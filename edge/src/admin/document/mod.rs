//! Invoices and quotes: the lists, and one document.

pub(crate) mod e_invoice;
pub mod e_invoice_view;
pub mod lines_view;
pub(crate) mod send;
pub mod send_form;
pub mod send_view;
pub mod sent_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{
    billing::{credit_note::Creditable, document::Draft},
    money::Amount,
};

use self::view::{DocumentView, document as document_page};
use super::payment::view::PaymentsView;
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{
        credit_note, delivery,
        document::{
            StoredDocument,
            detail::{self, DocumentDetail},
        },
        payment, quotation,
    },
    web::{
        admin_page::Place,
        request::{Asked, frame},
    },
    work::{e_invoice::preflight::preflight, peppol::access_point::demo},
};

/// `GET /admin/documents/{id}`: one invoice or quote.
///
/// # Errors
/// `not-found`.
pub async fn get_document(
    app: App,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = asked.done()?;
    let tenant = &session.tenant;
    let (detail, account, payments, credit_notes, prepayments, events, sent, deliveries) = app
        .read((
            detail::find(tenant, &id),
            payment::account(tenant, &id),
            payment::of_document(tenant, &id),
            credit_note::of_invoice(tenant, &id),
            quotation::prepayments(tenant, &id),
            delivery::events(tenant, &id),
            delivery::status(tenant, &id),
            delivery::of_document(tenant, &id),
        ))
        .await?;
    let (Some(detail), Some(sent)) = (detail, sent) else { return Err(Problem::not_found()) };
    let today = session.date_of(app.now());
    let links = app.links();
    let place = place_of(detail.stored.document.draft());
    let rule_faults = preflight(&detail.stored.document);
    let view = DocumentView {
        detail: &detail,
        rule_faults: rule_faults.as_deref(),
        public_url: &links.document(&detail.stored.id, detail.stored.grant()),
        pdf_url: &links.document_pdf(&detail.stored.id, detail.stored.grant()),
        zone: &session.zone,
        today,
        payments: account.map(|account| PaymentsView {
            document_id: detail.stored.id.as_str(),
            currency: &detail.stored.document.draft().content().currency,
            account,
            payments: &payments,
        }),
        credit_notes: &credit_notes,
        prepayments: &prepayments,
        events: &events,
        sent: &sent,
        is_in_demo: deliveries.iter().any(demo::has_taken),
        may_credit: may_credit(&detail, &credit_notes),
        done: match done.as_str() {
            "answered" => Some("The customer's answer is recorded."),
            "credited" => Some("The credit note is made and has its number."),
            "issued" => Some("It is saved and has its number. From now on it cannot be changed."),
            "generated" => Some("The invoice is generated and has its number."),
            "paid" => Some("The payment is recorded."),
            "prepayment" => Some("The prepayment invoice is made and has its number."),
            "withdrawn" => Some("The quote is withdrawn. It can no longer be accepted or invoiced."),
            "sending" => Some("It is being sent. The timeline says what becomes of it."),
            "undone" => Some("The payment is undone. It stays in the list, and no longer counts."),
            _ => None,
        },
    };
    Ok(document_page(frame(&session, place), &view).into_response())
}

/// Where a document is in the navigation.
pub(crate) fn place_of(draft: &Draft) -> Place {
    match draft {
        Draft::Quotation(_) => Place::Quotes,
        Draft::Invoice(_) => Place::Invoices,
        Draft::CreditNote(_) => Place::CreditNotes,
    }
}

/// Whether a part of this document can still be credited.
fn may_credit(detail: &DocumentDetail, notes: &[StoredDocument]) -> bool {
    let Draft::Invoice(invoice) = detail.stored.document.draft() else { return false };
    if detail.is_taken_off || invoice.content.totals.amount_due <= Amount::ZERO {
        return false;
    }
    Creditable::of(invoice, detail.stored.document.number(), credit_note::drafts(notes))
        .is_ok_and(|creditable| !creditable.is_exhausted())
}
