//! Settings > Invoice settings > Sales conditions: one PDF that forms one whole with the invoice.

pub mod view;

use axum::response::{IntoResponse, Response};
use shared::{
    api::Code,
    billing::{attachment::SalesConditions, file_name::file_name, file_type::FileType},
    fault::Fault,
    tenant::settings::TenantConditions,
};

use self::view::{ConditionsView, sales_conditions};
use super::portal::CONFLICT;
use crate::{
    app::{App, problem::Problem, session::Session},
    pdf::conditions::Conditions,
    platform::database::{Batch, DatabaseError, Refused},
    store::{
        file,
        tenant::sales_conditions::{self as store, StoredConditions},
    },
    web::{
        admin_page::Place,
        download,
        request::{Asked, frame, refused, see_other},
        sales_invoicing::Invoicing,
        upload::{Upload, UploadedFile},
    },
    work::file::uploaded,
};

async fn read(app: &App, session: &Session) -> Result<StoredConditions, Problem> {
    app.read(store::find(&session.tenant)).await.map_err(Problem::from)
}

/// `GET /admin/settings/sales-conditions`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_sales_conditions(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "saved" => Some("Saved. Documents that are issued keep the sales conditions that they have."),
        "removed" => Some("Removed. Documents that are issued keep the sales conditions that they have."),
        _ => None,
    };
    let stored = read(&app, &session).await?;
    let view = ConditionsView { done, ..ConditionsView::of(&stored) };
    Ok(sales_conditions(frame(&session, Place::SalesConditions), &view).into_response())
}

/// `GET /admin/settings/sales-conditions/file`: the PDF as it was uploaded.
///
/// # Errors
/// `not-found` where there is none.
pub async fn get_file(app: App, Invoicing(session): Invoicing) -> Result<Response, Problem> {
    let stored = read(&app, &session).await?.conditions.ok_or_else(Problem::not_found)?.conditions;
    download::file(&app, &session.tenant, &stored.sha256, FileType::Pdf.media_type(), &stored.file_name).await
}

/// `POST /admin/settings/sales-conditions`: another PDF, another choice, or none any more.
///
/// # Errors
/// `cross-site`; a file that does not fit is answered with the form and 422, a change meanwhile with 409.
pub async fn post_sales_conditions(
    app: App,
    Invoicing(session): Invoicing,
    upload: Upload,
) -> Result<Response, Problem> {
    let (fields, files) = upload.parts(&["version", "action", "add"], &["file"])?;
    let on_new_documents = fields.text("add") == "on";
    let stored = read(&app, &session).await?;
    let refuse = |code, faults: &[Fault], conflict| {
        let view = ConditionsView { on_new_documents, faults, conflict, ..ConditionsView::of(&stored) };
        Ok(refused(code, sales_conditions(frame(&session, Place::SalesConditions), &view)))
    };
    let mut batch = Batch::new();
    let chosen = match (fields.text("action"), files.first()) {
        ("remove", _) => None,
        (_, Some(sent)) => {
            let (conditions, size) = match checked(sent) {
                Ok(checked) => checked,
                Err(fault) => return refuse(Code::Validation, &[fault], None),
            };
            let bytes = sent.content().unwrap_or_default();
            let media_type = FileType::Pdf.media_type();
            let sha256 = uploaded::keep(&app, &session.tenant, bytes, media_type).await?;
            batch.run(file::insert(&session.tenant, &sha256, media_type, size, app.now()));
            Some(SalesConditions { sha256, ..conditions })
        }
        (_, None) => match stored.conditions.as_ref() {
            Some(present) => Some(present.conditions.clone()),
            None => {
                let fault = Fault::new("required", "file", "Select the PDF with your sales conditions.");
                return refuse(Code::Validation, &[fault], None);
            }
        },
    };
    let Ok(version) = fields.text("version").parse() else {
        return refuse(Code::SettingsChanged, &[], Some(CONFLICT));
    };
    let done = if chosen.is_some() { "saved" } else { "removed" };
    let chosen = chosen.map(|conditions| TenantConditions { conditions, on_new_documents });
    batch.extend(store::save(&session.tenant, version, chosen.as_ref()));
    match app.write(batch).await {
        Ok(()) => Ok(see_other(&format!("/admin/settings/sales-conditions?done={done}"))),
        Err(DatabaseError::Refused(Refused::SettingsChanged)) => {
            // A form sent twice, or an answer that was lost: what is stored is what was asked.
            let present = read(&app, &session).await?;
            if present.conditions == chosen {
                return Ok(see_other(&format!("/admin/settings/sales-conditions?done={done}")));
            }
            let view = ConditionsView { conflict: Some(CONFLICT), ..ConditionsView::of(&present) };
            let page = sales_conditions(frame(&session, Place::SalesConditions), &view);
            Ok(refused(Code::SettingsChanged, page))
        }
        Err(error) => Err(error.into()),
    }
}

/// The conditions of an uploaded file, still without their hash, and their size.
fn checked(sent: &UploadedFile) -> Result<(SalesConditions, u64), Fault> {
    let bytes = sent.content()?;
    let conditions =
        Conditions::check(bytes).map_err(|error| Fault::new("sales_conditions", "file", error.to_string()))?;
    let pages = u32::try_from(conditions.pages()).unwrap_or(u32::MAX);
    let file_name = file_name(&sent.name, FileType::Pdf);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    Ok((SalesConditions { sha256: String::new(), file_name, pages }, size))
}
