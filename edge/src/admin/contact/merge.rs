//! Two contacts that are the same customer become one.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{api::Code, billing::contact::ContactKind, fault::Fault, id::ContactId, limits};

use super::{
    form::{MERGE_NAMES, MergeForm},
    merge_view::{ChooseView, MergeView, Side, choose, merge},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::contact::{
        self as store, StoredContact,
        list::{Related, related},
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
    },
};

/// Both contacts of an address, or the one that they are already.
enum Found {
    Two(Box<Pair>),
    One(ContactId),
}

/// Both contacts, and how much belongs to each.
struct Pair {
    one: StoredContact,
    other: StoredContact,
    counts: [Related; 2],
}

impl Pair {
    fn page(&self, session: &Session, survivor: &str, faults: &[Fault], conflict: Option<&str>) -> Markup {
        let Self { one, other, counts: [of_one, of_other] } = self;
        let view = MergeView {
            sides: [
                Side { stored: one, related: *of_one, absorbed: one.contact.absorb(&other.contact) },
                Side { stored: other, related: *of_other, absorbed: other.contact.absorb(&one.contact) },
            ],
            survivor,
            currency: &session.currency,
            zone: &session.zone,
            faults,
            conflict,
        };
        merge(frame(session, Place::Contacts), &view)
    }
}

async fn read(app: &App, session: &Session, one: &str, other: &str) -> Result<Found, Problem> {
    let tenant = &session.tenant;
    let (found, found_other, of_one, of_other) = app
        .read((
            store::by_id(tenant, one),
            store::by_id(tenant, other),
            related(tenant, &ContactId::new(one)),
            related(tenant, &ContactId::new(other)),
        ))
        .await?;
    match (found, found_other) {
        (Some(_), Some(_)) if one == other => Err(Problem::not_found()),
        (Some(one), Some(other)) if one.contact.id == other.contact.id => Ok(Found::One(one.contact.id)),
        (Some(one), Some(other)) => Ok(Found::Two(Box::new(Pair { one, other, counts: [of_one, of_other] }))),
        _ => Err(Problem::not_found()),
    }
}

fn merged(survivor: &ContactId) -> Response {
    see_other(&format!("/admin/contacts/{survivor}?done=merged"))
}

/// `GET /admin/contacts/{id}/merge`: whom to merge with.
///
/// # Errors
/// `not-found`.
pub async fn get_choose_other(
    app: App,
    session: Session,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let fields = asked.fields(&["q"])?;
    let tenant = &session.tenant;
    let sought = fields.text("q");
    // One more, because the contact itself may be among them.
    let (this, duplicates, found) = app
        .read((
            store::by_id(tenant, &id),
            store::duplicates(tenant, &ContactId::new(id.as_str())),
            store::search(tenant, sought, limits::PAGE_ROWS.saturating_add(1))?,
        ))
        .await?;
    let this = this.ok_or_else(Problem::not_found)?.contact;
    if this.id.as_str() != id {
        return Ok(see_other(&format!("/admin/contacts/{}/merge", this.id)));
    }
    // Nothing sought yet: those that may be the same come first.
    let mut others = if sought.is_empty() { duplicates } else { found };
    others.retain(|other| other.contact.id != this.id);
    let view = ChooseView { contact: &this, search: sought, found: &others };
    Ok(choose(frame(&session, Place::Contacts), &view).into_response())
}

/// `GET /admin/contacts/{id}/merge/{other}`: both side by side, before it happens.
///
/// # Errors
/// `not-found`, also for a contact with itself.
pub async fn get_merge(
    app: App,
    session: Session,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, Problem> {
    match read(&app, &session, &id, &other).await? {
        Found::One(survivor) => Ok(merged(&survivor)),
        Found::Two(pair) => {
            let (one, other) = (&pair.one.contact, &pair.other.contact);
            // A company can take over everything of a person, but not the other way round.
            let prefers_other = one.kind == ContactKind::Person && other.kind == ContactKind::Company;
            let survivor = if prefers_other { other } else { one };
            Ok(pair.page(&session, survivor.id.as_str(), &[], None).into_response())
        }
    }
}

/// `POST /admin/contacts/{id}/merge/{other}`: merges once. The same form sent again answers as the first time.
///
/// # Errors
/// `not-found`, `cross-site`; without a choice the page comes back with 422, after a change meanwhile with 409.
pub async fn post_merge(
    app: App,
    session: Session,
    Path((id, other)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    const CHANGED: &str = "One of these contacts was changed in another window or by somebody else, so nothing was merged. Below is what is stored now.";
    let form = MergeForm::parse(&posted.fields(MERGE_NAMES)?);
    let pair = match read(&app, &session, &id, &other).await? {
        Found::One(survivor) => return Ok(merged(&survivor)),
        Found::Two(pair) => pair,
    };
    let (one, other) = (&pair.one, &pair.other);
    let stays = |stored: &StoredContact| stored.contact.id.as_str() == form.survivor;
    let (survivor, gone) = if stays(one) {
        (one, other)
    } else if stays(other) {
        (other, one)
    } else {
        let faults = [Fault::new("survivor", "survivor", "Choose which contact stays.")];
        return Ok(refused(Code::Validation, pair.page(&session, "", &faults, None)));
    };
    let is_as_shown = (form.version, form.other_version) == (Some(one.version), Some(other.version));
    if is_as_shown {
        match app.write(store::merge(&session.tenant, survivor, gone)).await {
            Ok(()) => return Ok(merged(&survivor.contact.id)),
            Err(DatabaseError::Refused(Refused::ContactChanged)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // Others were faster, or this is the echo of our own earlier success.
    match read(&app, &session, one.contact.id.as_str(), other.contact.id.as_str()).await? {
        Found::One(survivor) => Ok(merged(&survivor)),
        Found::Two(pair) => Ok(refused(Code::StateConflict, pair.page(&session, &form.survivor, &[], Some(CHANGED)))),
    }
}
