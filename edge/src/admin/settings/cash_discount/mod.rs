//! Settings > Invoice settings > Cash discount, and the discount that an admin may give when generating an invoice.

pub mod form;
pub mod view;

use axum::response::{IntoResponse, Response};
use shared::{
    api::Code,
    billing::{cash_discount::CashDiscount, document::InvoiceDraft},
    fault::Fault,
    money::{Amount, MoneyError, Percentage},
};

use self::{
    form::CashDiscountForm,
    view::{CashDiscountView, Example, cash_discount},
};
use super::portal::{CONFLICT, read, save};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::tenant::portal::{Change, PortalSettings},
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
};

/// What the page shows beside the form.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    faults: &'a [Fault],
    done: Option<&'a str>,
    conflict: Option<&'a str>,
}

fn settings_page(
    session: &Session,
    stored: &PortalSettings,
    form: &CashDiscountForm,
    told: Told<'_>,
) -> Result<maud::Markup, Problem> {
    // The usual discount explains itself where the form holds none.
    let discount = form.decide().ok().flatten().map_or_else(usual, Ok);
    let example = discount.and_then(|discount| {
        let without = CashDiscount { percentage: Percentage::ZERO, ..discount }.example()?.due;
        Ok(Example { discount, with: discount.example()?, without })
    });
    let example = example.map_err(Problem::defect)?;
    let Told { faults, done, conflict } = told;
    let view = CashDiscountView { version: stored.version, form, example, faults, done, conflict };
    Ok(cash_discount(frame(session, Place::CashDiscount), &view))
}

fn usual() -> Result<CashDiscount, MoneyError> {
    Ok(CashDiscount { percentage: Percentage::parse("2")?, days: 8 })
}

fn stored_form(stored: &PortalSettings) -> CashDiscountForm {
    CashDiscountForm::of(stored.cash_discount, stored.cash_discount_days, stored.version)
}

/// `GET /admin/settings/cash-discount`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_cash_discount(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "saved" => Some("Saved. The next invoice that you generate can offer it."),
        "removed" => Some("Saved. There is no cash discount any more; issued invoices keep theirs."),
        _ => None,
    };
    let stored = read(&app, &session).await?;
    let told = Told { done, ..Told::default() };
    Ok(settings_page(&session, &stored, &stored_form(&stored), told)?.into_response())
}

/// `POST /admin/settings/cash-discount`. Issued invoices keep the discount that they offer.
///
/// # Errors
/// `cross-site`; a value that does not fit is answered with the form and 422, a change meanwhile with 409.
pub async fn post_cash_discount(app: App, Invoicing(session): Invoicing, posted: Posted) -> Result<Response, Problem> {
    let form = CashDiscountForm::parse(&posted.fields(form::NAMES)?);
    let chosen = match form.decide() {
        Ok(chosen) => chosen,
        Err(fault) => {
            let stored = read(&app, &session).await?;
            let told = Told { faults: &[fault], ..Told::default() };
            return Ok(refused(Code::Validation, settings_page(&session, &stored, &form, told)?));
        }
    };
    match form.version {
        Some(version) if save(&app, &session, version, &Change::CashDiscount(chosen)).await? => {
            let done = if chosen.is_some() { "saved" } else { "removed" };
            Ok(see_other(&format!("/admin/settings/cash-discount?done={done}")))
        }
        _ => {
            let stored = read(&app, &session).await?;
            let told = Told { conflict: Some(CONFLICT), ..Told::default() };
            let page = settings_page(&session, &stored, &stored_form(&stored), told)?;
            Ok(refused(Code::SettingsChanged, page))
        }
    }
}

/// An invoice as it would be with the tenant's cash discount.
#[derive(Clone, Debug)]
pub struct Discounted {
    /// The discount.
    pub discount: CashDiscount,
    /// The invoice with it.
    pub invoice: InvoiceDraft,
    /// What is to be paid in time.
    pub in_time: Amount,
}

impl Discounted {
    /// An invoice to which a discount was given; none where it offers none, because no line bears VAT.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn of(invoice: InvoiceDraft, discount: CashDiscount) -> Result<Option<Self>, MoneyError> {
        let Some(offer) = &invoice.cash_discount else { return Ok(None) };
        let in_time = invoice.content.totals.amount_due.minus(offer.discount)?;
        Ok(Some(Self { discount, invoice, in_time }))
    }

    /// What the checkbox sends: the discount that it showed, so that never another one is given.
    pub fn key(&self) -> String {
        format!("{}/{}", self.discount.percentage, self.discount.days)
    }
}
