//! The tenants of this installation, and their module "sales invoicing".

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{fault::Fault, id::Slug, limits, tenant::module::SalesInvoicing};

use super::{
    sign_in::OperatorSession,
    view::{self, TenantsView},
};
use crate::{
    app::{App, problem::Problem},
    store::operator as store,
    web::{
        fields::query,
        filter::DocumentFilter,
        parts::Paging,
        request::{Asked, Posted, see_other},
    },
};

/// `GET /operator`: the tenants.
///
/// # Errors
/// `not-found` where no key is configured, `validation` for a search that no form makes.
pub async fn get_tenants(app: App, _: OperatorSession, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["q", "page", "activated", "deactivated"])?;
    let filter = DocumentFilter::parse(&fields)?;
    let (tenants, counts) = app.read(store::list(&filter.search, filter.page)).await?;
    let done = match (fields.text("activated"), fields.text("deactivated")) {
        ("", "") => None,
        (slug, "") => {
            Some(format!("Sales invoicing is active for {slug}. The next booking there brings its document."))
        }
        (_, slug) => Some(format!("Sales invoicing is not active for {slug} any more. Bookings there go on.")),
    };
    let paging = Paging { page: filter.page, rows: counts.rows, page_rows: limits::PAGE_ROWS };
    let view = TenantsView { search: &filter.search, tenants: &tenants, counts, paging, done: done.as_deref() };
    Ok(view::tenants(&view).into_response())
}

/// `POST /operator/tenants/{slug}/sales-invoicing`: switches the module. The form says what is wanted, so sent twice it
/// switches once.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for anything but on and off.
pub async fn post_sales_invoicing(
    app: App,
    _: OperatorSession,
    Path(slug): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let slug = Slug::parse(&slug).map_err(|_| Problem::not_found())?;
    let fields = posted.fields(&["sales_invoicing", "q", "page"])?;
    let (to, done) = match fields.text("sales_invoicing") {
        "on" => (SalesInvoicing::Active, "activated"),
        "off" => (SalesInvoicing::Inactive, "deactivated"),
        _ => {
            let fault = Fault::new("sales_invoicing", "/sales_invoicing", "Say on or off.");
            return Err(Problem::validation(vec![fault]));
        }
    };
    let (batch, is_known) = store::switch(&slug, to, app.now());
    if !app.run(batch).await?.take(is_known)? {
        return Err(Problem::not_found());
    }
    app.note_tenant(slug.as_str());
    app.tenants().forget(slug.as_str());
    let back = query(&[("q", fields.text("q")), ("page", fields.text("page")), (done, slug.as_str())]);
    Ok(see_other(&format!("/operator{back}")))
}
