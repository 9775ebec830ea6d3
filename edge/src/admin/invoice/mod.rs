//! Sales invoices > Overview, and its exports.

pub(crate) mod export;
pub mod filter;
pub mod view;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use shared::{api::Code, billing::balance::Balance, limits, ubl};

use self::{
    export::{File, archive, csv, file_stem},
    filter::InvoiceFilter,
    view::{InvoicesView, invoices},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{
        document,
        invoice::{CreditRow, InvoiceRow},
    },
    web::{
        admin_page::Place,
        parts::Paging,
        request::{Asked, frame},
        sales_invoicing::activation_page,
    },
    work::file::pdf_of,
};

/// `GET /admin/invoices`: Sales invoices > Overview.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_invoices(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let filter = InvoiceFilter::parse(&asked.fields(InvoiceFilter::NAMES)?)?;
    let (tenant, today) = (&session.tenant, session.date_of(app.now()));
    let wanted = &filter.wanted;
    let (found, sums) = app.read((wanted.page(tenant, today, filter.page), wanted.sums(tenant, today))).await?;
    if found.is_empty() && !filter.is_narrowed() && !session.sales_invoicing.is_active() {
        return Ok(activation_page(&app, &session, Place::Invoices).into_response());
    }
    let paging = Paging { page: filter.page, rows: sums.rows, page_rows: limits::PAGE_ROWS };
    let view = InvoicesView {
        filter: &filter,
        rows: &found,
        sums,
        currency: &session.currency,
        today,
        zone: &session.zone,
        paging,
    };
    Ok(invoices(frame(&session, Place::Invoices), &view).into_response())
}

/// What an export holds.
struct Found {
    filter: InvoiceFilter,
    invoices: Vec<(InvoiceRow, Balance)>,
    credit_notes: Vec<CreditRow>,
}

/// All invoices of the filter in the address and the credit notes of its period, each in the order of their numbers; refused
/// where there are more than `most`.
async fn all(app: &App, session: &Session, asked: &Asked, most: u32, what: &str) -> Result<Found, Problem> {
    let filter = InvoiceFilter::parse(&asked.fields(InvoiceFilter::EXPORT_NAMES)?)?;
    let (tenant, today) = (&session.tenant, session.date_of(app.now()));
    let wanted = &filter.wanted;
    let (mut invoices, mut credit_notes) =
        app.read((wanted.first(tenant, today, most), wanted.first_credit_notes(tenant, most))).await?;
    if invoices.len().saturating_add(credit_notes.len()) > usize::try_from(most).unwrap_or(usize::MAX) {
        let detail = format!("{what} holds at most {most} documents, and these are more. Choose a shorter period.");
        return Err(Problem::new(Code::Validation, detail));
    }
    invoices.reverse();
    credit_notes.reverse();
    Ok(Found { filter, invoices, credit_notes })
}

/// A file to save under `invoices`, its period and the extension.
fn download(bytes: Vec<u8>, filter: &InvoiceFilter, extension: &str, content_type: &'static str) -> Response {
    let mut response = bytes.into_response();
    let disposition = format!("attachment; filename=\"invoices{}.{extension}\"", filter.period());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
    );
    response
}

/// `GET /admin/invoices.csv`: every invoice of a filter and every credit note of its period as a table.
///
/// # Errors
/// `validation` for a filter that no link makes, and for more rows than an export holds.
pub async fn get_invoices_csv(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let found = all(&app, &session, &asked, limits::EXPORT_ROWS_MAX, "A table").await?;
    let bytes = csv(&found.invoices, &found.credit_notes, session.date_of(app.now()), &session.zone)
        .map_err(Problem::defect)?;
    Ok(download(bytes, &found.filter, "csv", "text/csv; charset=utf-8"))
}

/// `GET /admin/invoices.zip`: the PDF of every invoice of a filter and of every credit note of its period and, where it has
/// one, its UBL.
///
/// # Errors
/// `validation` for a filter that no link makes, and for more documents than an export holds.
pub async fn get_invoices_zip(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let found = all(&app, &session, &asked, limits::EXPORT_DOCUMENTS_MAX, "An archive").await?;
    let invoices = found.invoices.iter().map(|(row, _)| row.id.as_str());
    let ids: Vec<&str> = invoices.chain(found.credit_notes.iter().map(|note| note.id.as_str())).collect();
    let documents = app.read(document::by_ids(&session.tenant, &ids)).await?;
    let mut files = Vec::new();
    for stored in &documents {
        let (stem, date) = (file_stem(&stored.document.number().to_string()), stored.document.draft().issue_date());
        files.push(File { name: format!("{stem}.pdf"), date, bytes: pdf_of(&app, stored).await? });
        if let Ok(xml) = ubl::write(&stored.document) {
            files.push(File { name: format!("{stem}.xml"), date, bytes: xml.into_bytes() });
        }
    }
    let bytes = archive(&files).map_err(Problem::defect)?;
    Ok(download(bytes, &found.filter, "zip", "application/zip"))
}
