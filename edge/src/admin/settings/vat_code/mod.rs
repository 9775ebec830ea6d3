//! Settings > Invoice settings > VAT codes. Every change is judged by the settings that its form showed, as all settings are;
//! issued documents keep what a code said.

pub mod form;
pub mod list_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use maud::Markup;
use shared::{
    api::Code,
    billing::vat_code::{Entry, Origin, VatCode, VatCodes, typed::TypedVatCode},
    fault::Fault,
    limits,
};

use self::{
    list_view::{VatCodesView, vat_codes},
    view::{VatCodeView, Which, vat_code as code_page},
};
use super::portal::CONFLICT;
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{Answers, Batch, DatabaseError, Refused},
    store::{
        tenant,
        vat_code::{self, Remove},
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
        sales_invoicing::Invoicing,
    },
};

const VAT_CODES: &str = "/admin/settings/vat-codes";

/// The table, the version of the settings that it belongs to, and how many items use a code.
struct Table {
    codes: VatCodes,
    version: i64,
    uses: u64,
}

impl Table {
    async fn read(app: &App, session: &Session, used: &str) -> Result<Self, Problem> {
        let tenant = &session.tenant;
        let (codes, version, uses) = app
            .read((vat_code::read(tenant), tenant::settings_version(&session.slug), vat_code::uses(tenant, used)))
            .await?;
        Ok(Self { codes, version: version.ok_or_else(Problem::not_found)?, uses: uses.rows })
    }

    fn page(&self, session: &Session, which: Which<'_>, form: &TypedVatCode, told: Told<'_>) -> Markup {
        let Told { version, faults, conflict } = told;
        let view = VatCodeView { version: version.unwrap_or(self.version), which, form, faults, conflict };
        code_page(frame(session, Place::VatCodes), &view)
    }

    fn stored<'a>(&self, entry: &'a Entry) -> Which<'a> {
        Which::Stored(entry, self.uses)
    }

    fn entry(&self, code: &str, from: &str) -> Result<&Entry, Problem> {
        let date = from.parse::<Date>().ok().filter(|date| date.to_string() == from).ok_or_else(Problem::not_found)?;
        self.codes.entry(code, date).ok_or_else(Problem::not_found)
    }
}

/// What a form is answered with besides itself.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    /// The version that a refused form came with; it is judged by that one again.
    version: Option<i64>,
    faults: &'a [Fault],
    conflict: Option<&'a str>,
}

/// `GET /admin/settings/vat-codes`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_vat_codes(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "added" => Some("The VAT code is added."),
        "saved" => Some("Saved. New documents follow this code; issued ones keep what it said."),
        "reset" => Some("The Belgian default is back."),
        "removed" => Some("The VAT code is removed."),
        _ => None,
    };
    let table = Table::read(&app, &session, "").await?;
    let view = VatCodesView { codes: &table.codes, today: session.date_of(app.now()), done };
    Ok(vat_codes(frame(&session, Place::VatCodes), &view).into_response())
}

/// `GET /admin/settings/vat-codes/add`; with `code`, a new period of that code.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_add_vat_code(app: App, Invoicing(session): Invoicing, asked: Asked) -> Result<Response, Problem> {
    let fields = asked.fields(&["code"])?;
    let table = Table::read(&app, &session, "").await?;
    let known = table.codes.entries().iter().rev().find(|entry| entry.code.code == fields.text("code"));
    let empty = String::new;
    let form = match known {
        Some(entry) => TypedVatCode { valid_from: empty(), valid_to: empty(), ..TypedVatCode::of(&entry.code) },
        None => TypedVatCode {
            category: "S".to_owned(),
            valid_from: session.date_of(app.now()).to_string(),
            ..TypedVatCode::default()
        },
    };
    Ok(table.page(&session, Which::New, &form, Told::default()).into_response())
}

/// Saves under the guard of the settings version. None if the settings have another version by now.
async fn write(app: &App, session: &Session, batch: Batch) -> Result<Option<Answers>, Problem> {
    let written = app.run(batch).await;
    app.tenants().forget(session.slug.as_str());
    match written {
        Ok(answers) => Ok(Some(answers)),
        Err(DatabaseError::Refused(Refused::SettingsChanged)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What keeps a code from being added beside those of the table.
fn add_fault(table: &Table, wanted: &VatCode) -> Option<Fault> {
    let own = table.codes.entries().iter().filter(|entry| entry.origin != Origin::Belgian).count();
    if table.codes.entry(&wanted.code, wanted.valid_from).is_some() {
        let detail = "This code has a period with the same first day. Change that one, or choose another day.";
        return Some(Fault::new("vat_code_exists", "valid_from", detail));
    }
    let is_full = own >= usize::try_from(limits::VAT_CODES_MAX).unwrap_or(usize::MAX);
    is_full.then(|| {
        let detail =
            format!("You have {} VAT codes of your own. Remove one that no item uses first.", limits::VAT_CODES_MAX);
        Fault::new("vat_codes_full", "code", detail)
    })
}

/// `POST /admin/settings/vat-codes/add`. The same form sent again answers as the first time.
///
/// # Errors
/// `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_add_vat_code(app: App, Invoicing(session): Invoicing, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(form::ADD_NAMES)?;
    let (version, typed) = (form::version(&fields), form::added(&fields));
    let table = Table::read(&app, &session, "").await?;
    let wanted = match typed.parse() {
        Ok(wanted) => wanted,
        Err(faults) => return Ok(refuse(&session, &table, Which::New, &typed, version, &faults)),
    };
    let added = || Ok(see_other(&format!("{VAT_CODES}?done=added")));
    if version == Some(table.version) {
        if let Some(fault) = add_fault(&table, &wanted) {
            return Ok(refuse(&session, &table, Which::New, &typed, version, &[fault]));
        }
        if write(&app, &session, vat_code::save(&session.tenant, table.version, &wanted)).await?.is_some() {
            return added();
        }
    }
    let table = Table::read(&app, &session, "").await?;
    if is_own(&table, &wanted) {
        return added();
    }
    // What was typed is kept: nothing of it is stored yet.
    let told = Told { conflict: Some(ADD_CONFLICT), ..Told::default() };
    Ok(refused(Code::SettingsChanged, table.page(&session, Which::New, &typed, told)))
}

const ADD_CONFLICT: &str = "The settings were changed in another window or by somebody else, so nothing was added. Check the VAT codes, then send this form again.";

/// Whether a code is stored as it is wanted: the refusal was the echo of our own earlier success.
fn is_own(table: &Table, wanted: &VatCode) -> bool {
    let entry = table.codes.entry(&wanted.code, wanted.valid_from);
    entry.is_some_and(|entry| entry.origin != Origin::Belgian && entry.code == *wanted)
}

fn refuse(
    session: &Session,
    table: &Table,
    which: Which<'_>,
    typed: &TypedVatCode,
    version: Option<i64>,
    faults: &[Fault],
) -> Response {
    refused(Code::Validation, table.page(session, which, typed, Told { version, faults, conflict: None }))
}

/// `GET /admin/settings/vat-codes/{code}/{from}`.
///
/// # Errors
/// `not-found`.
pub async fn get_vat_code(
    app: App,
    Invoicing(session): Invoicing,
    Path((code, from)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let table = Table::read(&app, &session, &code).await?;
    let entry = table.entry(&code, &from)?;
    let form = TypedVatCode::of(&entry.code);
    Ok(table.page(&session, table.stored(entry), &form, Told::default()).into_response())
}

/// `POST /admin/settings/vat-codes/{code}/{from}`: labels, sentences and the last day.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, a change meanwhile with 409.
pub async fn post_vat_code(
    app: App,
    Invoicing(session): Invoicing,
    Path((code, from)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(form::EDIT_NAMES)?;
    let version = form::version(&fields);
    let table = Table::read(&app, &session, &code).await?;
    let entry = table.entry(&code, &from)?;
    let typed = form::changed(TypedVatCode::of(&entry.code), &fields);
    let wanted = match typed.parse() {
        Ok(wanted) => wanted,
        Err(faults) => return Ok(refuse(&session, &table, table.stored(entry), &typed, version, &faults)),
    };
    let saved = || Ok(see_other(&format!("{VAT_CODES}?done=saved")));
    // A form that changes nothing leaves a built-in code built in.
    if entry.code == wanted {
        return saved();
    }
    let present = table.version;
    if version == Some(present)
        && write(&app, &session, vat_code::save(&session.tenant, present, &wanted)).await?.is_some()
    {
        return saved();
    }
    conflict(&app, &session, &code, &from, |table| is_own(table, &wanted).then(saved)).await
}

/// The answer to a form of older settings: `echo` where the form itself made the change, the present state otherwise.
async fn conflict(
    app: &App,
    session: &Session,
    code: &str,
    from: &str,
    echo: impl FnOnce(&Table) -> Option<Result<Response, Problem>>,
) -> Result<Response, Problem> {
    let table = Table::read(app, session, code).await?;
    if let Some(answer) = echo(&table) {
        return answer;
    }
    let entry = table.entry(code, from)?;
    let (form, told) = (TypedVatCode::of(&entry.code), Told { conflict: Some(CONFLICT), ..Told::default() });
    Ok(refused(Code::SettingsChanged, table.page(session, table.stored(entry), &form, told)))
}

/// `POST /admin/settings/vat-codes/{code}/{from}/remove`: back to the Belgian default, or away with an own code that no item
/// uses.
///
/// # Errors
/// `not-found`, `cross-site`; a change meanwhile is answered with the code and 409.
pub async fn post_remove_vat_code(
    app: App,
    Invoicing(session): Invoicing,
    Path((code, from)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let version = form::version(&posted.fields(&["version"])?);
    let table = Table::read(&app, &session, &code).await?;
    let gone = |done: &str| Ok(see_other(&format!("{VAT_CODES}?done={done}")));
    // Nothing there: the form was sent before.
    let Ok(entry) = table.entry(&code, &from) else {
        return if from.parse::<Date>().is_ok() { gone("removed") } else { Err(Problem::not_found()) };
    };
    let (which, done) = match entry.origin {
        Origin::Belgian => return gone("reset"),
        Origin::Changed => (Remove::Change, "reset"),
        Origin::Own => (Remove::Unused, "removed"),
    };
    if version == Some(table.version) {
        let (batch, removed) = vat_code::remove(&session.tenant, table.version, &code, entry.code.valid_from, which);
        if let Some(mut answers) = write(&app, &session, batch).await? {
            if answers.take(removed)? {
                return gone(done);
            }
            let fault =
                Fault::new("vat_code_in_use", "valid_to", "An item uses this code by now. Give it a last day instead.");
            let table = Table::read(&app, &session, &code).await?;
            let entry = table.entry(&code, &from)?;
            let form = TypedVatCode::of(&entry.code);
            let told = Told { faults: &[fault], ..Told::default() };
            return Ok(refused(Code::StateConflict, table.page(&session, table.stored(entry), &form, told)));
        }
    }
    conflict(&app, &session, &code, &from, |table| {
        let origin = table.entry(&code, &from).map(|entry| entry.origin);
        matches!(origin, Err(_) | Ok(Origin::Belgian)).then(|| gone(done))
    })
    .await
}
