//! Withdrawing a quote that no booking made. One of a booking ends with its booking.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{api::Code, billing::quotation::QuotationState};

use super::{
    generate_invoice::{ended, to_document},
    withdraw_view::{WithdrawView, withdraw},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    attempt::decide_again,
    web::{
        admin_page::Place,
        request::{Posted, frame, see_other},
    },
    work::quotation::{self, By, Found, Quoted},
};

/// What became of the look at a quotation.
enum Look {
    /// It can be withdrawn.
    Open(Box<Quoted>),
    /// It is withdrawn, or it became this invoice.
    Elsewhere(Response),
}

fn withdrawn(id: &str) -> Response {
    see_other(&format!("/admin/documents/{id}?done=withdrawn"))
}

async fn look(app: &App, session: &Session, id: &str) -> Result<Look, Problem> {
    let today = session.date_of(app.now());
    let Some(Found::Quotation(quoted)) = quotation::read(app, &session.tenant, By::Document(id), today).await? else {
        return Err(Problem::not_found());
    };
    match (quoted.state(today), quoted.invoice()) {
        (QuotationState::Withdrawn, _) => return Ok(Look::Elsewhere(withdrawn(id))),
        (QuotationState::Converted, Some(invoice)) => return Ok(Look::Elsewhere(to_document(invoice))),
        (state, _) if !state.may_become_invoice() => return Err(ended(state)),
        _ => {}
    }
    if quoted.draft.content.booking.is_some() {
        let detail = "This quote belongs to a booking: cancel the booking, and the quote is withdrawn with it.";
        return Err(Problem::new(Code::StateConflict, detail));
    }
    let prepaid = quoted.job().and_then(|job| job.prepaid()).map_err(Problem::defect)?;
    if !prepaid.is_zero() {
        let detail =
            "A part of this quote is invoiced in advance. Credit its prepayment invoices first, then withdraw it.";
        return Err(Problem::new(Code::StateConflict, detail));
    }
    Ok(Look::Open(quoted))
}

/// `GET /admin/documents/{id}/withdraw`: asks once more.
///
/// # Errors
/// `not-found`, also for a document that is no quotation; `state-conflict` for one that has ended, belongs to a booking or is
/// invoiced in advance.
pub async fn get_withdraw(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let quoted = match look(&app, &session, &id).await? {
        Look::Open(quoted) => quoted,
        Look::Elsewhere(response) => return Ok(response),
    };
    let content = &quoted.draft.content;
    let view = WithdrawView {
        quotation_id: &id,
        quotation_number: &quoted.detail.number(),
        buyer_name: &content.buyer.name,
        total: content.totals.amount_due,
        currency: &content.currency,
        is_accepted: quoted.state(session.date_of(app.now())) == QuotationState::Accepted,
    };
    Ok(withdraw(frame(&session, Place::Quotes), &view).into_response())
}

/// `POST /admin/documents/{id}/withdraw`: ends the quotation, once. A second time leads to the same page.
///
/// # Errors
/// See [`get_withdraw`]; `cross-site`.
pub async fn post_withdraw(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    posted.fields(&[])?;
    let ended = decide_again(|_| async {
        let quoted = match look(&app, &session, &id).await? {
            Look::Open(quoted) => quoted,
            Look::Elsewhere(response) => return Ok(response),
        };
        app.write(quoted.withdraw(app.now())?).await?;
        Ok(withdrawn(&id))
    });
    ended.await?.ok_or_else(|| {
        Problem::new(Code::StateConflict, "This quote is being changed right now. Look at its page, and try again.")
    })
}
