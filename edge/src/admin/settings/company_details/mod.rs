//! Settings > Invoice settings > Company details: who appears on documents. Issued documents keep what they say.

pub mod form;
pub mod view;

use axum::response::{IntoResponse, Response};
use maud::Markup;
use shared::{api::Code, billing::company_details::CompanyDetails, fault::Fault};

use self::view::{CompanyDetailsView, company_details};
use super::portal::{CONFLICT, save};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::tenant::{
        issuer::{self, PresentIssuer},
        portal::Change,
    },
    web::{
        admin_page::Place,
        parts::COMPANY_DETAILS,
        request::{Asked, Posted, frame, refused, see_other},
    },
};

async fn read(app: &App, session: &Session) -> Result<PresentIssuer, Problem> {
    app.read(issuer::find(&session.tenant)).await.map_err(Problem::from)
}

/// What the page shows beside the form.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    faults: &'a [Fault],
    done: Option<&'a str>,
    conflict: Option<&'a str>,
}

fn settings_page(session: &Session, stored: &PresentIssuer, form: &CompanyDetails, told: Told<'_>) -> Markup {
    let Told { faults, done, conflict } = told;
    let missing = stored.issuer.missing();
    let view = CompanyDetailsView { version: stored.settings_version, form, missing: &missing, faults, done, conflict };
    company_details(frame(session, Place::CompanyDetails), &view)
}

/// `GET /admin/settings/company-details`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_company_details(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done =
        (asked.done()? == "saved").then_some("Saved. New documents show these details; issued ones keep theirs.");
    let stored = read(&app, &session).await?;
    let form = CompanyDetails::of(&stored.issuer.seller);
    Ok(settings_page(&session, &stored, &form, Told { done, ..Told::default() }).into_response())
}

/// `POST /admin/settings/company-details`.
///
/// # Errors
/// `cross-site`; a value that does not fit is answered with the form and 422, a change meanwhile with 409.
pub async fn post_company_details(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let (version, form) = form::parse(&posted.fields(form::NAMES)?);
    let seller = match form.seller() {
        Ok(seller) => seller,
        Err(faults) => {
            let stored = read(&app, &session).await?;
            let stored = PresentIssuer { settings_version: version.unwrap_or_default(), ..stored };
            let told = Told { faults: &faults, ..Told::default() };
            return Ok(refused(Code::Validation, settings_page(&session, &stored, &form, told)));
        }
    };
    match version {
        Some(version) if save(&app, &session, version, &Change::CompanyDetails(Box::new(seller.clone()))).await? => {
            Ok(see_other(&format!("{COMPANY_DETAILS}?done=saved")))
        }
        _ => {
            let stored = read(&app, &session).await?;
            // The form was sent twice, or the answer of the first time was lost.
            if stored.issuer.seller == seller {
                return Ok(see_other(&format!("{COMPANY_DETAILS}?done=saved")));
            }
            let form = CompanyDetails::of(&stored.issuer.seller);
            let told = Told { conflict: Some(CONFLICT), ..Told::default() };
            Ok(refused(Code::SettingsChanged, settings_page(&session, &stored, &form, told)))
        }
    }
}
