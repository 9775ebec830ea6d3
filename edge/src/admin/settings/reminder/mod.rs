//! Settings > Delivery > Reminders.

pub mod form;
pub mod view;

use axum::response::{IntoResponse, Response};
use maud::Markup;
use shared::api::Code;

use self::{
    form::NoticeForm,
    view::{NoticesView, notices},
};
use super::portal::CONFLICT;
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{
        notice::{self as store, Sender, StoredSettings},
        write::WriteContext,
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
    },
};

const REMINDERS: &str = "/admin/settings/reminders";

async fn read(app: &App, session: &Session) -> Result<(StoredSettings, Sender), Problem> {
    let tenant = &session.tenant;
    Ok(app.read((store::settings(tenant), store::sender(tenant))).await?)
}

/// The page of what is stored.
fn stored_page(
    session: &Session,
    stored: &StoredSettings,
    sender: &Sender,
    told: (Option<&str>, Option<&str>),
) -> Markup {
    let form = NoticeForm::of(&stored.settings, stored.version);
    let (done, conflict) = told;
    let view =
        NoticesView { version: stored.version, form: &form, time_zone: &sender.time_zone, faults: &[], done, conflict };
    notices(frame(session, Place::Reminders), &view)
}

/// `GET /admin/settings/reminders`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_reminders(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = (asked.done()? == "saved")
        .then_some("Saved. Every reminder and notice that is still to come follows these settings.");
    let (stored, sender) = read(&app, &session).await?;
    Ok(stored_page(&session, &stored, &sender, (done, None)).into_response())
}

/// `POST /admin/settings/reminders`.
///
/// # Errors
/// `cross-site`; what cannot be is answered with the form and 422, a change meanwhile with 409.
pub async fn post_reminders(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let form = NoticeForm::parse(&posted.fields(form::NAMES)?);
    let wanted = match form.decide() {
        Ok(wanted) => wanted,
        Err(faults) => {
            let (stored, sender) = read(&app, &session).await?;
            let version = form.version.unwrap_or(stored.version);
            let view = NoticesView {
                version,
                form: &form,
                time_zone: &sender.time_zone,
                faults: &faults,
                done: None,
                conflict: None,
            };
            return Ok(refused(Code::Validation, notices(frame(&session, Place::Reminders), &view)));
        }
    };
    if let Some(version) = form.version {
        let context = WriteContext { tenant: &session.tenant, base_url: app.base_url(), now: app.now() };
        let (batch, is_saved) = store::save_settings(&context, &wanted, version);
        if app.run(batch).await?.take(is_saved)? {
            return Ok(see_other(&format!("{REMINDERS}?done=saved")));
        }
    }
    let (stored, sender) = read(&app, &session).await?;
    if stored.settings == wanted {
        // The form was sent twice, or its answer was lost.
        return Ok(see_other(&format!("{REMINDERS}?done=saved")));
    }
    Ok(refused(Code::SettingsChanged, stored_page(&session, &stored, &sender, (None, Some(CONFLICT)))))
}
