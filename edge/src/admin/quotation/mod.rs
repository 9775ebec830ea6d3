//! The list of quotations.

pub(crate) mod generate_invoice;
pub mod generate_invoice_view;
pub mod list_view;
pub(crate) mod prepayment;
pub mod prepayment_form;
pub mod prepayment_view;
pub(crate) mod record_answer;
pub mod record_answer_form;
pub mod record_answer_view;
pub(crate) mod withdraw;
pub mod withdraw_view;

use self::list_view::{QuotesView, quotes};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::quotation,
    web::{
        admin_page::Place,
        filter::DocumentFilter,
        parts::Paging,
        request::{Asked, frame},
        sales_invoicing::activation_page,
    },
};
use axum::response::IntoResponse;
use axum::response::Response;
use shared::limits;

/// `GET /admin/quotes`: Sales invoices > Quotes.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_quotes(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = DocumentFilter::parse(&asked.fields(DocumentFilter::QUOTATION_NAMES)?)?;
    let today = session.date_of(app.now());
    let queries =
        quotation::list_quotations(&session.tenant, &filter.search, (filter.state, filter.sent), today, filter.page);
    let (found, sums) = app.read(queries).await?;
    if found.is_empty() && !filter.is_narrowed() && !session.sales_invoicing.is_active() {
        return Ok(activation_page(&app, &session, Place::Quotes).into_response());
    }
    let paging = Paging { page: filter.page, rows: sums.rows, page_rows: limits::PAGE_ROWS };
    let view = QuotesView {
        filter: &filter,
        rows: &found,
        sums,
        currency: &session.currency,
        today,
        zone: &session.zone,
        paging,
    };
    Ok(quotes(frame(&session, Place::Quotes), &view).into_response())
}
