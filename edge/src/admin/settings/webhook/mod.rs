//! Settings > Delivery > Webhooks: listed, added, changed, switched off and on, given a new secret, deleted.

pub mod form;
pub mod form_view;
pub mod list_view;
pub mod message_view;
pub(crate) mod messages;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use shared::{api::Code, fault::Fault, id::WebhookId, limits};

use self::{
    form::{NAMES, TypedWebhook},
    form_view::{WebhookForm, Which, webhook_form},
    list_view::{PATH, webhooks},
    view::{WebhookView, readable_until, webhook},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::webhook::{
        delivery::{self},
        endpoint::{self, DisabledBecause, StoredEndpoint},
    },
    web::{
        admin_page::Place,
        filter::page as page_of,
        parts::Paging,
        request::{Asked, Posted, frame, refused, see_other},
    },
    work::webhook::{new_secret, open_secret},
};

const CHANGED: &str = "This webhook was changed in another window or by somebody else, so nothing was saved. Below is what is stored now.";
const SENT_BEFORE: &str = "This form was sent before with other values, and that webhook is added. Nothing was added now: check the list before you send this one.";
/// How long ago our own success may be for a form that is sent twice.
const ECHO: SignedDuration = SignedDuration::from_mins(1);

/// A new id for a webhook or a test.
pub(crate) fn fresh_id(app: &App) -> WebhookId {
    WebhookId::of(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.random_bytes())
}

/// The stored webhook of an id in an address.
pub(crate) async fn find(app: &App, session: &Session, id: &str) -> Result<StoredEndpoint, Problem> {
    let id = WebhookId::parse(id).map_err(|_| Problem::not_found())?;
    find_known(app, session, id).await?.ok_or_else(Problem::not_found)
}

async fn find_known(app: &App, session: &Session, id: WebhookId) -> Result<Option<StoredEndpoint>, Problem> {
    Ok(app.read(endpoint::find(&session.tenant, id)).await?)
}

/// `GET /admin/settings/webhooks`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_webhooks(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "deleted" => Some("The webhook is deleted."),
        _ => None,
    };
    let stored = app.read(endpoint::list(&session.tenant)).await?;
    Ok(webhooks(frame(&session, Place::Webhooks), &stored, done).into_response())
}

fn form_page(
    session: &Session,
    which: Which,
    form: &TypedWebhook,
    faults: &[Fault],
    conflict: Option<&str>,
) -> maud::Markup {
    webhook_form(frame(session, Place::Webhooks), &WebhookForm { which, form, faults, conflict })
}

/// `GET /admin/settings/webhooks/add`.
///
/// # Errors
/// None of its own.
pub async fn get_add_webhook(app: App, session: Session) -> Result<Response, Problem> {
    let form = TypedWebhook::default();
    Ok(form_page(&session, Which::New(fresh_id(&app)), &form, &[], None).into_response())
}

/// `POST /admin/settings/webhooks/add`. The same form sent again answers as the first time, because the id comes with it.
///
/// # Errors
/// `cross-site`; fields to mend are answered with the form and 422.
pub async fn post_add_webhook(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(NAMES)?;
    let id = WebhookId::parse(fields.text("id")).map_err(|_| {
        Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
    })?;
    let typed = TypedWebhook::read(&fields);
    let wanted = match typed.parse(&app.ports().outbound) {
        Ok(wanted) => wanted,
        Err(faults) => {
            return Ok(refused(Code::Validation, form_page(&session, Which::New(id), &typed, &faults, None)));
        }
    };
    let secret = new_secret(&app, &session.tenant, id)?;
    app.read(endpoint::insert(&session.tenant, id, &wanted, &secret, app.now())).await?;
    // Whoever stored it: this request, its lost first try, or the same form sent before.
    match find_known(&app, &session, id).await? {
        Some(stored) if stored.endpoint == wanted => Ok(see_other(&format!("{PATH}/{id}?done=added"))),
        Some(_) => {
            let which = Which::New(fresh_id(&app));
            Ok(refused(Code::StateConflict, form_page(&session, which, &typed, &[], Some(SENT_BEFORE))))
        }
        None => {
            let text = format!("There are {} webhooks already. Delete one to add another.", limits::WEBHOOKS_MAX);
            let fault = Fault::new("too_many", "url", text);
            Ok(refused(Code::Validation, form_page(&session, Which::New(id), &typed, &[fault], None)))
        }
    }
}

/// `GET /admin/settings/webhooks/{id}`: where it stands, and its log.
///
/// # Errors
/// `not-found`.
pub async fn get_webhook(
    app: App,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let fields = asked.fields(&["page", "done"])?;
    let done = match fields.text("done") {
        "added" => Some("The webhook is added. Copy its secret into your receiver, then send a test."),
        "saved" => Some("Saved."),
        "on" => Some("The webhook is on."),
        "off" => Some("The webhook is off. Nothing is sent to it."),
        "tested" => Some("A test is on its way. Reload this page to see what became of it."),
        "rotated" => {
            Some("There is a new secret. Copy it into your receiver; the one before it signs, too, for a day.")
        }
        _ => None,
    };
    let stored = find(&app, &session, &id).await?;
    let shown = shown(&app, &session, &stored, page_of(&fields)?, done, None).await?;
    Ok(shown.into_response())
}

async fn shown(
    app: &App,
    session: &Session,
    stored: &StoredEndpoint,
    page: u32,
    done: Option<&str>,
    conflict: Option<&str>,
) -> Result<maud::Markup, Problem> {
    let tenant = &session.tenant;
    let (deliveries, counted) =
        app.read((delivery::page(tenant, stored.id, page), delivery::count(tenant, stored.id))).await?;
    let now = app.now();
    let secret = (now < readable_until(stored.secret_set_at))
        .then(|| open_secret(&app.ports().seal, tenant, &stored.id.to_string(), &stored.secret))
        .flatten()
        .map(|secret| secret.reveal());
    let view = WebhookView {
        stored,
        secret: secret.as_deref(),
        test: &fresh_id(app).to_string(),
        deliveries: &deliveries,
        paging: Paging { page, rows: counted.rows, page_rows: limits::PAGE_ROWS },
        now,
        zone: &session.zone,
        done,
        conflict,
    };
    Ok(webhook(frame(session, Place::Webhooks), &view))
}

/// `GET /admin/settings/webhooks/{id}/edit`.
///
/// # Errors
/// `not-found`.
pub async fn get_edit_webhook(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let which = Which::Stored(stored.id, stored.version);
    Ok(form_page(&session, which, &TypedWebhook::of(&stored.endpoint), &[], None).into_response())
}

/// `POST /admin/settings/webhooks/{id}/edit`: changes it, if it still is what the form showed.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_edit_webhook(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let fields = posted.fields(NAMES)?;
    let typed = TypedWebhook::read(&fields);
    let version = fields.text("version").parse().unwrap_or_default();
    let wanted = match typed.parse(&app.ports().outbound) {
        Ok(wanted) => wanted,
        Err(faults) => {
            let which = Which::Stored(stored.id, version);
            return Ok(refused(Code::Validation, form_page(&session, which, &typed, &faults, None)));
        }
    };
    let is_saved = app.read(endpoint::update(&session.tenant, stored.id, &wanted, version)).await?;
    let stored = if is_saved { stored } else { find(&app, &session, &id).await? };
    if is_saved || stored.endpoint == wanted {
        return Ok(see_other(&format!("{PATH}/{id}?done=saved")));
    }
    let (which, form) = (Which::Stored(stored.id, stored.version), TypedWebhook::of(&stored.endpoint));
    Ok(refused(Code::StateConflict, form_page(&session, which, &form, &[], Some(CHANGED))))
}

/// `POST /admin/settings/webhooks/{id}/secret`: a new secret. Sent twice it makes one.
///
/// # Errors
/// `not-found`, `cross-site`; a change meanwhile is answered with 409.
pub async fn post_new_secret(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let version: i64 = posted.fields(&["version"])?.text("version").parse().unwrap_or_default();
    let (tenant, now) = (&session.tenant, app.now());
    let secret = new_secret(&app, tenant, stored.id)?;
    let is_made = app.read(endpoint::rotate(tenant, stored.id, &secret, version, now)).await?;
    let stored = find(&app, &session, &id).await?;
    let is_echo = stored.version == version.saturating_add(1)
        && stored.previous_until.is_some()
        && now.duration_since(stored.secret_set_at) <= ECHO;
    if is_made || is_echo {
        return Ok(see_other(&format!("{PATH}/{id}?done=rotated")));
    }
    Ok(refused(Code::StateConflict, shown(&app, &session, &stored, 1, None, Some(CHANGED)).await?))
}

/// `POST /admin/settings/webhooks/{id}/state`: off or on. Twice does it once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_state(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let stored = find(&app, &session, &id).await?;
    let tenant = &session.tenant;
    let (change, done) = match posted.fields(&["action"])?.text("action") {
        "disable" => (endpoint::disable(tenant, &stored.id.to_string(), DisabledBecause::Admin, app.now()), "off"),
        "enable" => (endpoint::enable(tenant, stored.id), "on"),
        _ => return Err(Problem::validation(vec![Fault::new("action", "/action", "Switch the webhook off or on.")])),
    };
    app.write(change).await?;
    Ok(see_other(&format!("{PATH}/{id}?done={done}")))
}

/// `POST /admin/settings/webhooks/{id}/delete`. Twice answers as once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_delete_webhook(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    posted.fields(&[])?;
    let id = WebhookId::parse(&id).map_err(|_| Problem::not_found())?;
    app.write(endpoint::delete(&session.tenant, id)).await?;
    Ok(see_other(&format!("{PATH}?done=deleted")))
}
