//! Sales invoices > Items: listed, added, changed, archived. Documents and drafts keep what they took from an item.

pub mod form;
pub mod list_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{
    api::Code,
    billing::{
        item::{Item, TypedItem},
        unit::Unit,
        vat_code::VatCodes,
    },
    fault::Fault,
    id::ItemId,
    limits,
};

use self::{
    form::ItemFilter,
    list_view::{ItemsView, items},
    view::{ItemView, Which, item as item_page},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::DatabaseError,
    store::{
        item::{self, StoredItem},
        vat_code,
    },
    web::{
        admin_page::Place,
        parts::Paging,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
};

const ITEMS: &str = "/admin/items";
const CHANGED: &str =
    "This item was changed in another window or by somebody else, so nothing was saved. Below is what is stored now.";
const SENT_BEFORE: &str = "This form was sent before with other values, and that item is added. Nothing was added now: check the list of items before you send this one.";

/// `GET /admin/items`: Sales invoices > Items.
///
/// # Errors
/// `validation` for a filter that no link or form makes.
pub async fn get_items(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(ItemFilter::NAMES)?;
    let filter = ItemFilter::parse(&fields)?;
    let done = match fields.text("done") {
        "added" => Some("The item is added."),
        "saved" => Some("Saved. New lines follow this item; drafts and documents keep what they took from it."),
        "archived" => Some("The item is archived and no longer offered."),
        "restored" => Some("The item is offered again."),
        _ => None,
    };
    let tenant = &session.tenant;
    let wanted = &filter.wanted;
    let (found, counted, codes) =
        app.read((wanted.page(tenant, filter.page), wanted.count(tenant), vat_code::read(tenant))).await?;
    let view = ItemsView {
        filter: &filter,
        items: &found,
        codes: &codes,
        today: session.date_of(app.now()),
        currency: &session.currency,
        paging: Paging { page: filter.page, rows: counted.rows, page_rows: limits::PAGE_ROWS },
        done,
    };
    Ok(items(frame(&session, Place::Items), &view).into_response())
}

/// The VAT codes, and a stored item where one is asked for.
async fn read(app: &App, session: &Session, id: Option<ItemId>) -> Result<(VatCodes, Option<StoredItem>), Problem> {
    let tenant = &session.tenant;
    let (codes, found) = app.read((vat_code::read(tenant), id.map(|id| item::find(tenant, id)))).await?;
    Ok((codes, found.flatten()))
}

async fn read_item(app: &App, session: &Session, id: &str) -> Result<(VatCodes, StoredItem), Problem> {
    let id = ItemId::parse(id).map_err(|_| Problem::not_found())?;
    match read(app, session, Some(id)).await? {
        (codes, Some(stored)) => Ok((codes, stored)),
        (_, None) => Err(Problem::not_found()),
    }
}

fn page(
    app: &App,
    session: &Session,
    codes: &VatCodes,
    which: Which<'_>,
    form: &TypedItem,
    faults: &[Fault],
    conflict: Option<&str>,
) -> Markup {
    let today = session.date_of(app.now());
    let view = ItemView { which, form, codes, today, currency: &session.currency, faults, conflict };
    item_page(frame(session, Place::Items), &view)
}

fn fresh_id(app: &App) -> ItemId {
    ItemId::of(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.random_bytes())
}

fn stored_which<'a>(id: &'a str, stored: &StoredItem) -> Which<'a> {
    Which::Stored { id, version: stored.version, is_archived: stored.is_archived }
}

fn code_in_use() -> Fault {
    Fault::new("item_code_in_use", "code", "Another item has this code, perhaps an archived one. Choose another.")
}

/// `GET /admin/items/add`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_add_item(app: App, Invoicing(session): Invoicing) -> Result<Response, Problem> {
    let (codes, _) = read(&app, &session, None).await?;
    let today = session.date_of(app.now());
    let first = codes.valid_on(today).next().map(|code| code.code.clone()).unwrap_or_default();
    let form = TypedItem { unit: Unit::one().code().to_owned(), vat_code: first, ..TypedItem::default() };
    let id = fresh_id(&app).to_string();
    Ok(page(&app, &session, &codes, Which::New(&id), &form, &[], None).into_response())
}

/// `POST /admin/items/add`. The same form sent again answers as the first time, because the id comes with it.
///
/// # Errors
/// `cross-site`; fields to mend are answered with the form and 422.
pub async fn post_add_item(app: App, Invoicing(session): Invoicing, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(form::NAMES)?;
    let id = ItemId::parse(fields.text("id")).map_err(|_| {
        Problem::validation(vec![Fault::new("id", "/id", "Open the form again: the id that it came with is missing.")])
    })?;
    let (typed, (codes, earlier)) = (form::parse(&fields), read(&app, &session, Some(id)).await?);
    let again = |code, id: ItemId, faults: &[Fault], conflict: Option<&str>| {
        Ok(refused(code, page(&app, &session, &codes, Which::New(&id.to_string()), &typed, faults, conflict)))
    };
    let wanted = match typed.parse(id, &codes) {
        Ok(wanted) => wanted,
        Err(faults) => return again(Code::Validation, id, &faults, None),
    };
    let added = || Ok(see_other(&format!("{ITEMS}?done=added")));
    let is_echo = |stored: &StoredItem| stored.item == wanted;
    match earlier {
        Some(stored) if is_echo(&stored) => return added(),
        Some(_) => return again(Code::StateConflict, fresh_id(&app), &[], Some(SENT_BEFORE)),
        None => {}
    }
    match app.write(item::insert(&session.tenant, &wanted, app.now())).await {
        Ok(()) => added(),
        // The id or the code is taken; the id perhaps by our own earlier success.
        Err(DatabaseError::Duplicate(_)) => match read(&app, &session, Some(id)).await?.1 {
            Some(stored) if is_echo(&stored) => added(),
            Some(_) => again(Code::StateConflict, fresh_id(&app), &[], Some(SENT_BEFORE)),
            None => again(Code::Validation, id, &[code_in_use()], None),
        },
        Err(error) => Err(error.into()),
    }
}

/// `GET /admin/items/{id}`.
///
/// # Errors
/// `not-found`.
pub async fn get_item(app: App, Invoicing(session): Invoicing, Path(id): Path<String>) -> Result<Response, Problem> {
    let (codes, stored) = read_item(&app, &session, &id).await?;
    let form = TypedItem::of(&stored.item);
    let form = if stored.item.price.is_some() { form } else { with_usual_price(form, &codes, &app, &session) };
    Ok(page(&app, &session, &codes, stored_which(&id, &stored), &form, &[], None).into_response())
}

/// A text item that gets a price later starts from the usual unit and VAT code, as a new item does.
fn with_usual_price(form: TypedItem, codes: &VatCodes, app: &App, session: &Session) -> TypedItem {
    let today = session.date_of(app.now());
    let vat_code = codes.valid_on(today).next().map(|code| code.code.clone()).unwrap_or_default();
    TypedItem { unit: Unit::one().code().to_owned(), vat_code, ..form }
}

/// `POST /admin/items/{id}`: changes it, if it still is what the form showed.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_item(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(form::NAMES)?;
    let typed = form::parse(&fields);
    let (codes, stored) = read_item(&app, &session, &id).await?;
    let version = fields.text("version").parse().unwrap_or_default();
    let again = |faults: &[Fault]| {
        let which = Which::Stored { id: &id, version, is_archived: stored.is_archived };
        Ok(refused(Code::Validation, page(&app, &session, &codes, which, &typed, faults, None)))
    };
    let wanted = match typed.parse(stored.item.id, &codes) {
        Ok(wanted) => wanted,
        Err(faults) => return again(&faults),
    };
    let is_saved = match app.read(item::update(&session.tenant, &wanted, version)).await {
        Ok(is_saved) => is_saved,
        Err(DatabaseError::Duplicate(_)) => return again(&[code_in_use()]),
        Err(error) => return Err(error.into()),
    };
    if is_saved || is_stored(&app, &session, &wanted).await? {
        return Ok(see_other(&format!("{ITEMS}?done=saved")));
    }
    let (codes, stored) = read_item(&app, &session, &id).await?;
    let (which, form) = (stored_which(&id, &stored), TypedItem::of(&stored.item));
    Ok(refused(Code::StateConflict, page(&app, &session, &codes, which, &form, &[], Some(CHANGED))))
}

/// Whether an item is stored as it is wanted: the refusal was the echo of our own earlier success.
async fn is_stored(app: &App, session: &Session, wanted: &Item) -> Result<bool, Problem> {
    Ok(read(app, session, Some(wanted.id)).await?.1.is_some_and(|stored| stored.item == *wanted))
}

/// `POST /admin/items/{id}/archive`: no longer offered, or offered again. Twice does it once.
///
/// # Errors
/// `not-found`, `cross-site`.
pub async fn post_archive_item(
    app: App,
    Invoicing(session): Invoicing,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = ItemId::parse(&id).map_err(|_| Problem::not_found())?;
    let (at, done) = match posted.fields(&["action"])?.text("action") {
        "archive" => (Some(app.now()), "archived"),
        "restore" => (None, "restored"),
        _ => {
            return Err(Problem::validation(vec![Fault::new(
                "action",
                "/action",
                "Archive the item or use it again.",
            )]));
        }
    };
    match app.read(item::archive(&session.tenant, id, at)).await? {
        true => Ok(see_other(&format!("{ITEMS}?done={done}"))),
        false => Err(Problem::not_found()),
    }
}
