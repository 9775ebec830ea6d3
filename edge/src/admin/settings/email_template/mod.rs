//! Settings > Delivery > E-mail templates: listed, written, looked at, tried, and back to what is built in.

pub mod form;
pub mod list_view;
pub mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use shared::{
    api::Code,
    delivery::template::{Rendered, Source, Template, TemplateKind, default_text, sample},
    fault::Fault,
    id::ItemId,
    language::Language,
    limits, particulars,
};

use self::{
    form::Action,
    list_view::{address, email_templates},
    view::{TemplateView, email_template},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::ports::Job,
    store::{
        mail_template::{self as store, OwnTemplates},
        notice::{self, Sender},
        write::WriteContext,
    },
    web::{
        admin_page::Place,
        request::{Asked, Posted, frame, refused, see_other},
    },
    work::notice::{test_mail::TestMail, values},
};

const CHANGED: &str =
    "This text was changed in another window or by somebody else, so nothing was saved. Below is what is stored now.";

/// `GET /admin/settings/email-templates`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_email_templates(app: App, session: Session) -> Result<Response, Problem> {
    let own = app.read(store::all(&session.tenant)).await?;
    Ok(email_templates(frame(&session, Place::EmailTemplates), &own).into_response())
}

/// One text with what its page shows beside it.
struct Found {
    kind: TemplateKind,
    language: Language,
    own: OwnTemplates,
    sender: Sender,
}

impl Found {
    async fn read(app: &App, session: &Session, kind: &str, language: &str) -> Result<Self, Problem> {
        let (kind, language) = form::which(kind, language).ok_or_else(Problem::not_found)?;
        let tenant = &session.tenant;
        let (own, sender) = app.read((store::of_kind(tenant, kind), notice::sender(tenant))).await?;
        Ok(Self { kind, language, own, sender })
    }

    fn source(&self) -> Source {
        self.own.source(self.kind, self.language)
    }

    fn version(&self) -> i64 {
        self.own.version(self.kind, self.language)
    }

    fn is_own(&self) -> bool {
        self.own.is_own(self.kind, self.language)
    }

    /// What a text makes of a sample in this company's name.
    fn preview(&self, app: &App, template: &Template) -> Rendered {
        let mut sampled = sample(self.kind, self.language, app.base_url());
        values::of_sender(&mut sampled, &self.sender);
        template.render(&sampled)
    }

    fn page(&self, app: &App, session: &Session, source: &Source, told: Told<'_>) -> maud::Markup {
        let template = Template::parse(self.kind, source).ok();
        let preview = template.map(|template| self.preview(app, &template));
        let test_id = fresh_id(app);
        let view = TemplateView {
            kind: self.kind,
            language: self.language,
            version: told.version.unwrap_or_else(|| self.version()),
            is_own: self.is_own(),
            source,
            preview: preview.as_ref(),
            test_id: &test_id,
            test_to: told.to.unwrap_or(&self.sender.email),
            faults: told.faults,
            done: told.done,
            conflict: told.conflict,
        };
        email_template(frame(session, Place::EmailTemplates), &view)
    }
}

/// What the page says beside the text.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    /// Version that the form was made for, where it is shown again.
    version: Option<i64>,
    to: Option<&'a str>,
    faults: &'a [Fault],
    done: Option<&'a str>,
    conflict: Option<&'a str>,
}

fn fresh_id(app: &App) -> String {
    ItemId::of(u64::try_from(app.now().as_millisecond()).unwrap_or_default(), app.random_bytes()).to_string()
}

/// `GET /admin/settings/email-templates/{kind}/{language}`.
///
/// # Errors
/// `not-found` for a kind or language that does not exist.
pub async fn get_email_template(
    app: App,
    session: Session,
    Path((kind, language)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "saved" => Some("Saved. The next e-mail of this kind has this text."),
        "reset" => Some("The built-in text is used again."),
        "tested" => Some("The test is on its way. If it does not arrive within a minute, Failed work says why."),
        _ => None,
    };
    let found = Found::read(&app, &session, &kind, &language).await?;
    Ok(found.page(&app, &session, &found.source(), Told { done, ..Told::default() }).into_response())
}

/// `POST /admin/settings/email-templates/{kind}/{language}`: saves a text, shows what it makes, or goes back to the built-in one.
///
/// # Errors
/// `cross-site`, `not-found`; a text that is not understood is answered with the form and 422, a change meanwhile with 409.
pub async fn post_email_template(
    app: App,
    session: Session,
    Path((kind, language)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &kind, &language).await?;
    let Some((action, form)) = form::parse(&posted.fields(form::NAMES)?) else {
        let detail = "Save the template, look at its preview, or use the built-in text.";
        return Err(Problem::validation(vec![Fault::new("action", "/action", detail)]));
    };
    let (kind, language) = (found.kind, found.language);
    let built_in = default_text(kind, language);
    let wanted = match action {
        Action::Reset => &built_in,
        Action::Save | Action::Preview => &form.source,
    };
    if let Err(faults) = Template::parse(kind, wanted) {
        let told = Told { version: form.version, faults: &faults, ..Told::default() };
        return Ok(refused(Code::Validation, found.page(&app, &session, wanted, told)));
    }
    if action == Action::Preview {
        let told =
            Told { version: form.version, done: Some("Not saved yet: this is how it would look."), ..Told::default() };
        return Ok(found.page(&app, &session, wanted, told).into_response());
    }
    let done = if action == Action::Reset { "reset" } else { "saved" };
    let there = see_other(&format!("{}?done={done}", address(kind, language)));
    // What equals the built-in text is no text of one's own: it follows when a later version words it better.
    let kept = Some(wanted).filter(|source| **source != built_in);
    if found.source() == *wanted && found.is_own() == kept.is_some() {
        return Ok(there); // there is nothing to change, also where the form was sent twice
    }
    if let Some(version) = form.version
        && app.read(store::save(&session.tenant, kind, language, kept, version)).await?
    {
        return Ok(there);
    }
    let present = Found::read(&app, &session, kind.as_str(), language.tag()).await?;
    if present.source() == *wanted {
        return Ok(there);
    }
    let told = Told { conflict: Some(CHANGED), ..Told::default() };
    Ok(refused(Code::SettingsChanged, present.page(&app, &session, &present.source(), told)))
}

/// `POST /admin/settings/email-templates/{kind}/{language}/test`: sends the saved text to an address.
///
/// # Errors
/// `cross-site`, `not-found`; an address that is none, and too many tests, are answered with the form and 422.
pub async fn post_test(
    app: App,
    session: Session,
    Path((kind, language)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let found = Found::read(&app, &session, &kind, &language).await?;
    let fields = posted.fields(form::TEST_NAMES)?;
    let refuse = |fault: Fault| {
        let told = Told { to: Some(fields.text("to")), faults: &[fault], ..Told::default() };
        Ok(refused(Code::Validation, found.page(&app, &session, &found.source(), told)))
    };
    let Ok(id) = ItemId::parse(fields.text("id")) else {
        return refuse(Fault::new("id", "to", "This form is not whole. Send it again from here."));
    };
    let to = match particulars::email(fields.text("to"), "to") {
        Ok(to) => to,
        Err(fault) => return refuse(fault),
    };
    let details = serde_json::to_string(&TestMail::new(found.kind, found.language, to)).map_err(Problem::defect)?;
    let context = WriteContext { tenant: &session.tenant, base_url: app.base_url(), now: app.now() };
    if !app.read(notice::test(&context, &id.to_string(), &details)).await? {
        let most = limits::TEST_MAILS_PER_HOUR;
        let detail = format!("There were {most} tests within the last hour. Try again later.");
        return refuse(Fault::new("too_many", "to", detail));
    }
    app.ports().jobs.enqueue(Job { tenant_id: session.tenant.to_string() });
    Ok(see_other(&format!("{}?done=tested", address(found.kind, found.language))))
}
