//! Settings > Delivery > Peppol access point. Keys come in and never go out: neither a page nor the log shows one.

pub mod form;
pub mod view;

use axum::response::{IntoResponse, Response};
use maud::Markup;
use shared::{api::Code, delivery::peppol::Participant, fault::Fault};

use self::{
    form::{AccessPointForm, NAMES, StoredKeys, TypedKey, Wanted},
    view::{ACCESS_POINT, AccessPointView, Present, access_point},
};
use crate::{
    app::{App, problem::Problem, sealed::NONCE_BYTES, session::Session},
    platform::database::{DatabaseError, Refused},
    store::{
        peppol::{self as store, StoredAccessPoint},
        tenant::issuer,
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
    work::peppol::access_point::{AccessPoint, Provider, seal_context},
};

/// What is stored: the access point, and under which identifier the tenant sends.
struct Stored {
    access_point: Option<StoredAccessPoint>,
    sender: Option<Participant>,
}

impl Stored {
    async fn read(app: &App, session: &Session) -> Result<Self, Problem> {
        let (access_point, present) = app.read((store::find(&session.tenant), issuer::find(&session.tenant))).await?;
        let sender = Participant::of_vat_identifier(&present.issuer.seller.vat_identifier).into_iter().next();
        Ok(Self { access_point, sender })
    }

    fn version(&self) -> i64 {
        self.access_point.as_ref().map_or(0, |stored| stored.version)
    }

    fn provider(&self) -> Option<Provider> {
        self.access_point.as_ref().and_then(|stored| Provider::parse(&stored.provider))
    }

    fn keys(&self) -> Option<StoredKeys<'_>> {
        let base_url = self.access_point.as_ref().and_then(|stored| stored.base_url.as_deref());
        self.provider().map(|provider| StoredKeys { provider, base_url })
    }

    fn form(&self) -> AccessPointForm {
        let text = |text: fn(&StoredAccessPoint) -> Option<String>| self.access_point.as_ref().and_then(text);
        AccessPointForm::of(
            self.version(),
            self.provider(),
            text(|stored| stored.company_id.clone()),
            text(|stored| stored.base_url.clone()),
        )
    }
}

/// What the page shows beside the form.
#[derive(Clone, Copy, Default)]
struct Told<'a> {
    faults: &'a [Fault],
    done: Option<&'a str>,
    conflict: Option<&'a str>,
}

fn settings_page(session: &Session, stored: &Stored, form: &AccessPointForm, told: Told<'_>) -> Markup {
    let Told { faults, done, conflict } = told;
    let refused_at = stored.access_point.as_ref().and_then(|stored| stored.key_refused_at.clone());
    let present = stored.provider().map(|provider| Present { provider, key_refused_at: refused_at });
    let view = AccessPointView {
        version: form.version.unwrap_or_default(),
        form,
        present: present.as_ref(),
        sender: stored.sender.as_ref(),
        zone: &session.zone,
        faults,
        done,
        conflict,
    };
    access_point(frame(session, Place::AccessPoint), &view)
}

/// `GET /admin/settings/peppol-access-point`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_access_point(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "saved" => Some("Saved. Documents that are sent from now on go this way."),
        "removed" => Some("Saved. Without an access point every document goes by e-mail."),
        _ => None,
    };
    let stored = Stored::read(&app, &session).await?;
    Ok(settings_page(&session, &stored, &stored.form(), Told { done, ..Told::default() }).into_response())
}

/// `POST /admin/settings/peppol-access-point`. The same form sent again answers as the first time.
///
/// # Errors
/// `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_access_point(app: App, Invoicing(session): Invoicing, posted: Posted) -> Result<Response, Problem> {
    let form = AccessPointForm::parse(&posted.fields(NAMES)?);
    let stored = Stored::read(&app, &session).await?;
    let wanted = match form.decide(&app.ports().outbound, stored.keys()) {
        Ok(wanted) => wanted,
        Err(faults) => {
            let told = Told { faults: &faults, ..Told::default() };
            return Ok(refused(Code::Validation, settings_page(&session, &stored, &form, told)));
        }
    };
    let done = see_other(&format!("{ACCESS_POINT}?done={}", if wanted.is_some() { "saved" } else { "removed" }));
    if is_stored(&app, &session, &stored, wanted.as_ref())? {
        return Ok(done);
    }
    let version = form.version.unwrap_or(-1);
    let statements = match &wanted {
        Some(wanted) => store::save(&session.tenant, &sealed(&app, &session, &stored, wanted)?, version, app.now()),
        None => store::remove(&session.tenant, version),
    };
    match app.write(statements).await {
        Ok(()) => {
            app.follow(&session.tenant);
            Ok(done)
        }
        Err(DatabaseError::Refused(Refused::AccessPointChanged)) => {
            let stored = Stored::read(&app, &session).await?;
            // Our own earlier success, or the other half of a double click.
            if is_stored(&app, &session, &stored, wanted.as_ref())? {
                return Ok(done);
            }
            const CHANGED: &str = "The access point was changed in another window, so nothing was saved. The form shows what is stored now.";
            let told = Told { conflict: Some(CHANGED), ..Told::default() };
            Ok(refused(Code::StateConflict, settings_page(&session, &stored, &stored.form(), told)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether exactly this is stored already, keys included.
fn is_stored(app: &App, session: &Session, stored: &Stored, wanted: Option<&Wanted>) -> Result<bool, Problem> {
    let (present, wanted) = match (&stored.access_point, wanted) {
        (None, None) => return Ok(true),
        (Some(present), Some(wanted)) => (present, wanted),
        _ => return Ok(false),
    };
    let same_key = |typed: &TypedKey, part: &str, sealed: &Option<String>| match (typed, sealed) {
        (TypedKey::New(typed), Some(sealed)) => {
            let context = seal_context(&session.tenant, wanted.provider, part);
            app.ports().seal.open(&context, sealed).is_ok_and(|plain| plain == typed.as_bytes())
        }
        (TypedKey::New(_), None) => false,
        (TypedKey::Kept | TypedKey::Absent, _) => true,
    };
    Ok(present.provider == wanted.provider.as_str()
        && present.company_id == wanted.company_id
        && present.base_url == wanted.base_url
        && same_key(&wanted.key, "key", &present.sealed_key)
        && same_key(&wanted.secret, "secret", &present.sealed_secret))
}

fn sealed(app: &App, session: &Session, stored: &Stored, wanted: &Wanted) -> Result<StoredAccessPoint, Problem> {
    let seal = |typed: &TypedKey, part: &str, kept: fn(&StoredAccessPoint) -> Option<String>| match typed {
        TypedKey::Absent => Ok(None),
        TypedKey::Kept => Ok(stored.access_point.as_ref().and_then(kept)),
        TypedKey::New(plain) => {
            let context = seal_context(&session.tenant, wanted.provider, part);
            let nonce = app.random_bytes::<NONCE_BYTES>();
            let sealed = app.ports().seal.seal(&context, plain.as_bytes(), nonce);
            sealed.map(Some).map_err(Problem::defect)
        }
    };
    Ok(StoredAccessPoint {
        provider: wanted.provider.as_str().to_owned(),
        company_id: wanted.company_id.clone(),
        base_url: wanted.base_url.clone(),
        sealed_key: seal(&wanted.key, "key", |stored| stored.sealed_key.clone())?,
        sealed_secret: seal(&wanted.secret, "secret", |stored| stored.sealed_secret.clone())?,
        key_refused_at: None,
        version: stored.version(),
    })
}

/// `POST /admin/settings/peppol-access-point/test`: asks the stored access point whether it answers and takes the key.
///
/// # Errors
/// `cross-site`; what the test found is answered with the page.
pub async fn post_test(app: App, Invoicing(session): Invoicing) -> Result<Response, Problem> {
    let stored = Stored::read(&app, &session).await?;
    let Some(present) = stored.access_point.clone() else { return Ok(see_other(ACCESS_POINT)) };
    let tested = AccessPoint::open(&app, &session.tenant, present)?.test().await;
    // A test notes whether the key was taken.
    let stored = Stored::read(&app, &session).await?;
    let told = match &tested {
        Ok(text) => Told { done: Some(text), ..Told::default() },
        Err(fault) => Told { conflict: Some(&fault.0), ..Told::default() },
    };
    Ok(settings_page(&session, &stored, &stored.form(), told).into_response())
}
