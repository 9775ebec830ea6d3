//! Settings > Customer portal. A form is judged by the settings it showed: if they have changed since, nothing is saved.

pub mod embed_view;
pub mod flags_form;
pub mod flags_view;
pub mod origin_form;
pub mod origins_view;
pub mod terms_form;
pub mod terms_view;

use axum::response::{IntoResponse, Response};
use shared::{api::Code, fault::Fault, limits, tenant::flags::Flag};

use self::{
    embed_view::{EmbedView, embed},
    flags_form::{FlagsForm, FlagsRefusal},
    flags_view::{FlagsView, flags},
    origin_form::parse_origin,
    origins_view::{OriginsView, origins},
    terms_form::TermsForm,
    terms_view::{TermsView, terms},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::tenant::portal::{self, Change, PortalSettings},
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
    },
};

/// What both tabs need to know.
pub(crate) const CONFLICT: &str = "These settings were changed in another window or by somebody else, so nothing was saved. Below is what is stored now.";

pub(crate) async fn read(app: &App, session: &Session) -> Result<PortalSettings, Problem> {
    app.read(portal::find(&session.slug)).await.map_err(Problem::from)
}

/// Saves a change of the settings of this version. False if they have another version by now.
pub(crate) async fn save(app: &App, session: &Session, version: i64, change: &Change) -> Result<bool, Problem> {
    let saved = app.write(portal::save(&session.tenant, version, change)).await;
    app.tenants().forget(session.slug.as_str());
    match saved {
        Ok(()) => Ok(true),
        Err(DatabaseError::Refused(Refused::SettingsChanged)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn saved_text(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("Saved. The next booking follows these settings."),
        "added" => Some("The site is added. The widget works there from now on."),
        "removed" => Some("The site is removed. The widget no longer works there."),
        _ => None,
    }
}

fn flags_page(
    session: &Session,
    stored: &PortalSettings,
    auto_invoice: Flag,
    faults: &[Fault],
    done: Option<&str>,
    conflict: Option<&str>,
) -> maud::Markup {
    let view = FlagsView { settings: stored, auto_invoice, faults, done, conflict };
    flags(frame(session, Place::Flags), &view)
}

/// `GET /admin/settings/flags`: Flags & permissions.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_flags(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = asked.done()?;
    let stored = read(&app, &session).await?;
    Ok(flags_page(&session, &stored, stored.auto_invoice, &[], saved_text(&done), None).into_response())
}

/// `POST /admin/settings/flags`.
///
/// # Errors
/// `cross-site`; what the rule refuses is answered with the form and 422, a change meanwhile with 409.
pub async fn post_flags(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(flags_form::NAMES)?;
    let stored = read(&app, &session).await?;
    let conflict = |now: &PortalSettings| {
        refused(Code::SettingsChanged, flags_page(&session, now, now.auto_invoice, &[], None, Some(CONFLICT)))
    };
    let rejected = |code, wanted: Option<Flag>, fault: Fault| {
        let page = flags_page(&session, &stored, wanted.unwrap_or(stored.auto_invoice), &[fault], None, None);
        Ok(refused(code, page))
    };
    let form = match FlagsForm::parse(&fields) {
        Ok(form) => form,
        Err(FlagsRefusal::Field(fault) | FlagsRefusal::Rule(fault)) => return rejected(Code::Validation, None, fault),
    };
    let change = match form.decide(&stored) {
        Ok(change) => change,
        Err(FlagsRefusal::Rule(fault)) => return rejected(Code::FlagRule, form.auto_invoice, fault),
        Err(FlagsRefusal::Field(fault)) => return rejected(Code::Validation, form.auto_invoice, fault),
    };
    match form.version {
        Some(version) if save(&app, &session, version, &change).await? => {
            Ok(see_other("/admin/settings/flags?done=saved"))
        }
        _ => Ok(conflict(&read(&app, &session).await?)),
    }
}

fn terms_page(
    session: &Session,
    stored: &PortalSettings,
    form: &TermsForm,
    faults: &[Fault],
    done: Option<&str>,
    conflict: Option<&str>,
) -> maud::Markup {
    let view = TermsView { settings: stored, currency: &session.currency, form, faults, done, conflict };
    terms(frame(session, Place::PaymentTerms), &view)
}

/// `GET /admin/settings/payment-terms`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_payment_terms(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = asked.done()?;
    let stored = read(&app, &session).await?;
    let form = TermsForm::of(&stored.payment_terms, stored.version);
    Ok(terms_page(&session, &stored, &form, &[], saved_text(&done), None).into_response())
}

/// `POST /admin/settings/payment-terms`. A stored flag is left as it is: it sleeps while the terms ask for money.
///
/// # Errors
/// `cross-site`; a value that does not fit is answered with the form and 422, a change meanwhile with 409.
pub async fn post_payment_terms(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let form = TermsForm::parse(&posted.fields(terms_form::NAMES)?);
    let chosen = match form.decide() {
        Ok(chosen) => chosen,
        Err(fault) => {
            let stored = read(&app, &session).await?;
            return Ok(refused(Code::Validation, terms_page(&session, &stored, &form, &[fault], None, None)));
        }
    };
    match form.version {
        Some(version) if save(&app, &session, version, &Change::PaymentTerms(chosen)).await? => {
            Ok(see_other("/admin/settings/payment-terms?done=saved"))
        }
        _ => {
            let stored = read(&app, &session).await?;
            let form = TermsForm::of(&stored.payment_terms, stored.version);
            Ok(refused(Code::SettingsChanged, terms_page(&session, &stored, &form, &[], None, Some(CONFLICT))))
        }
    }
}

fn origins_page(
    session: &Session,
    stored: &PortalSettings,
    typed: &str,
    faults: &[Fault],
    done: Option<&str>,
    conflict: Option<&str>,
) -> maud::Markup {
    let view = OriginsView { settings: stored, typed, faults, done, conflict };
    origins(frame(session, Place::Origins), &view)
}

/// `GET /admin/settings/allowed-origins`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_allowed_origins(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = asked.done()?;
    let stored = read(&app, &session).await?;
    Ok(origins_page(&session, &stored, "", &[], saved_text(&done), None).into_response())
}

/// `POST /admin/settings/allowed-origins`: one site more or less.
///
/// # Errors
/// `cross-site`; an address that is no origin is answered with the form and 422, a change meanwhile with 409.
pub async fn post_allowed_origins(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["version", "action", "origin"])?;
    let typed = fields.text("origin");
    let stored = read(&app, &session).await?;
    let (change, done) = match fields.text("action") {
        "add" => match added(typed, &stored) {
            Ok(origin) => (Change::AddOrigin(origin), "added"),
            Err(fault) => {
                return Ok(refused(Code::Validation, origins_page(&session, &stored, typed, &[fault], None, None)));
            }
        },
        "remove" => (Change::RemoveOrigin(typed.to_owned()), "removed"),
        _ => return Err(Problem::validation(vec![Fault::new("action", "/action", "Add or remove a site.")])),
    };
    match fields.text("version").parse() {
        Ok(version) if save(&app, &session, version, &change).await? => {
            Ok(see_other(&format!("/admin/settings/allowed-origins?done={done}")))
        }
        _ => {
            let stored = read(&app, &session).await?;
            Ok(refused(Code::SettingsChanged, origins_page(&session, &stored, typed, &[], None, Some(CONFLICT))))
        }
    }
}

/// The canonical origin to add. The settings version guards that the list is still the one that was looked at.
fn added(typed: &str, stored: &PortalSettings) -> Result<String, Fault> {
    let origin = parse_origin(typed).map_err(|error| Fault::new("origin", "origin", error.to_string()))?;
    if stored.origins.contains(&origin) {
        return Err(Fault::new("origin", "origin", "This site is on the list already."));
    }
    if stored.origins.len() >= limits::ORIGINS_MAX {
        let detail = format!("The list holds at most {} sites. Remove one first.", limits::ORIGINS_MAX);
        return Err(Fault::new("origin", "origin", detail));
    }
    Ok(origin)
}

/// `GET /admin/settings/embed`: the lines to paste.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_embed(app: App, session: Session) -> Result<Response, Problem> {
    let stored = read(&app, &session).await?;
    let view = EmbedView { slug: session.slug.as_str(), base_url: app.base_url(), origins: &stored.origins };
    Ok(embed(frame(&session, Place::Embed), &view).into_response())
}
