//! Settings > Invoice settings > Layout: header, footer and logo of new documents, with a sample beside them that follows what is
//! typed. Issued documents keep the letterhead of their day.

pub mod form;
pub mod sample;
pub mod view;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use maud::Markup;
use shared::{
    api::Code,
    billing::letterhead::{Letterhead, Logo},
    fault::Fault,
};

use self::{
    form::{FILES, LetterheadForm, TEXTS},
    view::{LAYOUT, LetterheadView, letterhead, reset},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    platform::database::{DatabaseError, Refused},
    store::tenant::{
        issuer::{self, PresentIssuer},
        layout,
    },
    web::{
        admin_page::Place,
        document_page::{self, SampleView},
        request::{Asked, Posted, frame, refused, see_other},
        upload::{Upload, UploadedFile},
    },
    work::file::{logo, logo_picture},
};

async fn read(app: &App, session: &Session) -> Result<PresentIssuer, Problem> {
    app.read(issuer::find(&session.tenant)).await.map_err(Problem::from)
}

/// Saves a letterhead over the settings of this version. False if they have another version by now.
async fn save(app: &App, session: &Session, version: i64, letterhead: &Letterhead) -> Result<bool, Problem> {
    let saved = app.write(layout::save(&session.tenant, version, letterhead)?).await;
    app.tenants().forget(session.slug.as_str());
    match saved {
        Ok(()) => Ok(true),
        Err(DatabaseError::Refused(Refused::SettingsChanged)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What the page shows beside the form.
#[derive(Clone, Copy, Debug, Default)]
struct Told<'a> {
    faults: &'a [Fault],
    done: Option<&'a str>,
    conflict: Option<&'a str>,
}

fn page(session: &Session, stored: &PresentIssuer, form: &LetterheadForm, told: Told<'_>) -> Markup {
    let Told { faults, done, conflict } = told;
    let view = LetterheadView {
        version: form.version.unwrap_or(stored.settings_version),
        form,
        logo: stored.issuer.letterhead.logo.as_ref(),
        is_standard: stored.issuer.letterhead.is_empty(),
        faults,
        done,
        conflict,
    };
    letterhead(frame(session, Place::Layout), &view)
}

fn stored_form(stored: &PresentIssuer) -> LetterheadForm {
    let Letterhead { header, footer, .. } = &stored.issuer.letterhead;
    LetterheadForm {
        version: Some(stored.settings_version),
        header: header.markup(),
        footer: footer.markup(),
        removes_logo: false,
    }
}

/// `GET /admin/settings/layout`.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_layout(app: App, session: Session, asked: Asked) -> Result<Response, Problem> {
    let done = match asked.done()?.as_str() {
        "saved" => Some("Saved. New documents have this layout; issued ones keep theirs."),
        "reset" => Some("New documents have the standard layout again; issued ones keep theirs."),
        _ => None,
    };
    let stored = read(&app, &session).await?;
    let told = Told { done, ..Told::default() };
    Ok(page(&session, &stored, &stored_form(&stored), told).into_response())
}

/// What is said when somebody else was faster. Nothing that was typed is lost.
const CONFLICT: &str = "The settings were changed in another window or by somebody else, so nothing was saved. Your text is still here: look at it, and save it again.";

/// `POST /admin/settings/layout`: keeps header, footer and logo. Sent twice, the second time finds its own success.
///
/// # Errors
/// `cross-site`; what cannot be kept is answered with the form and 422, a change meanwhile with 409.
pub async fn post_layout(app: App, session: Session, upload: Upload) -> Result<Response, Problem> {
    let (fields, files) = upload.parts(TEXTS, FILES)?;
    let form = LetterheadForm::parse(&fields);
    let stored = read(&app, &session).await?;
    let (texts, picture) = (form.texts(), files.first().map(picture).transpose());
    let ((header, footer), picture) = match (texts, picture) {
        (Ok(texts), Ok(picture)) => (texts, picture),
        (texts, picture) => {
            let faults: Vec<Fault> = texts.err().into_iter().flatten().chain(picture.err()).collect();
            let told = Told { faults: &faults, ..Told::default() };
            return Ok(refused(Code::Validation, page(&session, &stored, &form, told)));
        }
    };
    // Before anything refers to it; a picture that nothing refers to does no harm.
    let uploaded = match picture {
        Some(picture) => Some(logo::keep(&app, picture).await?),
        None => None,
    };
    let kept = stored.issuer.letterhead.logo.clone().filter(|_| !form.removes_logo);
    let letterhead = Letterhead { header, footer, logo: uploaded.or(kept) };
    let is_saved = match form.version {
        Some(version) if version == stored.settings_version => save(&app, &session, version, &letterhead).await?,
        _ => false,
    };
    if is_saved {
        return Ok(see_other(&format!("{LAYOUT}?done=saved")));
    }
    let stored = read(&app, &session).await?;
    if stored.issuer.letterhead == letterhead {
        return Ok(see_other(&format!("{LAYOUT}?done=saved")));
    }
    let form = LetterheadForm { version: Some(stored.settings_version), ..form };
    let told = Told { conflict: Some(CONFLICT), ..Told::default() };
    Ok(refused(Code::SettingsChanged, page(&session, &stored, &form, told)))
}

fn picture(file: &UploadedFile) -> Result<logo_picture::Picture, Fault> {
    logo_picture::read(file.content()?).map_err(|error| Fault::new("logo", "logo", error.to_string()))
}

/// `GET /admin/settings/layout/preview`: a sample with the layout that is stored.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_preview(app: App, session: Session) -> Result<Response, Problem> {
    let stored = read(&app, &session).await?;
    preview(&app, &session, &stored, stored.issuer.letterhead.clone(), &[])
}

/// `POST /admin/settings/layout/preview`: the sample with what is typed. Nothing is kept.
///
/// # Errors
/// `cross-site`. What cannot be kept is said above the sample.
pub async fn post_preview(app: App, session: Session, upload: Upload) -> Result<Response, Problem> {
    let (fields, _) = upload.parts(TEXTS, FILES)?;
    let form = LetterheadForm::parse(&fields);
    let stored = read(&app, &session).await?;
    let logo: Option<Logo> = stored.issuer.letterhead.logo.clone().filter(|_| !form.removes_logo);
    match form.texts() {
        Ok((header, footer)) => preview(&app, &session, &stored, Letterhead { header, footer, logo }, &[]),
        Err(faults) => preview(&app, &session, &stored, stored.issuer.letterhead.clone(), &faults),
    }
}

fn preview(
    app: &App,
    session: &Session,
    stored: &PresentIssuer,
    letterhead: Letterhead,
    faults: &[Fault],
) -> Result<Response, Problem> {
    let mut issuer = stored.issuer.clone();
    issuer.letterhead = letterhead;
    let sample = sample::invoice(&issuer, stored.language, &session.currency, session.date_of(app.now()));
    let sample = sample.map_err(Problem::defect)?;
    let view = SampleView { document: &sample, accent: &issuer.accent, editor: LAYOUT, faults };
    let mut response = document_page::sample_page(&view).into_response();
    // The only page that is shown inside another one: its own editor.
    const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

/// `GET /admin/settings/layout/reset`: what will happen.
///
/// # Errors
/// A [`Problem`] that is ours.
pub async fn get_reset(app: App, session: Session) -> Result<Response, Problem> {
    let stored = read(&app, &session).await?;
    if stored.issuer.letterhead.is_empty() {
        return Ok(see_other(LAYOUT));
    }
    Ok(reset(frame(&session, Place::Layout), stored.settings_version, None).into_response())
}

/// `POST /admin/settings/layout/reset`: back to the standard layout. A second time answers as the first.
///
/// # Errors
/// `cross-site`; a change meanwhile is answered with the page and 409.
pub async fn post_reset(app: App, session: Session, posted: Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["version"])?;
    let done = || see_other(&format!("{LAYOUT}?done=reset"));
    let stored = read(&app, &session).await?;
    if stored.issuer.letterhead.is_empty() {
        return Ok(done());
    }
    match fields.text("version").parse() {
        Ok(version) if save(&app, &session, version, &Letterhead::default()).await? => Ok(done()),
        _ => {
            const TEXT: &str = "The settings were changed meanwhile, so nothing was reset. Look at the layout once more before you do.";
            let stored = read(&app, &session).await?;
            Ok(refused(
                Code::SettingsChanged,
                reset(frame(&session, Place::Layout), stored.settings_version, Some(TEXT)),
            ))
        }
    }
}
