//! Sending a document: what will be sent where, what is missing, and the button that sends it once.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{
    api::Code,
    delivery::{channel::Choice, event::EventKind},
    fault::Fault,
};

use super::{
    place_of,
    send_form::{NAMES, NOT_THERE, RESENDS_MAX, SendForm, resend_purpose},
    send_view::{SendView, send},
};
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{
        delivery::{self},
        peppol::{self},
    },
    web::request::{Posted, frame, refused, see_other},
    work::delivery::{Dossier, plan},
};

async fn read(app: &App, session: &Session, id: &str) -> Result<Dossier, Problem> {
    Dossier::read(app, &session.tenant, id).await?.ok_or_else(Problem::not_found)
}

/// Which sending a person has to look for at the access point, and the page that says so.
struct Shown {
    in_doubt: Option<u32>,
    page: Markup,
}

/// The page; `form` is one that was sent from it.
async fn show(app: &App, session: &Session, dossier: &Dossier, form: Option<&SendForm>) -> Result<Shown, Problem> {
    let plan = plan(app, dossier, delivery::ORIGINAL, None).await?;
    let number = dossier.stored.document.number().to_string();
    let status = delivery::status(&session.tenant, dossier.stored.id.as_str());
    let (sent, asked) = app.read((status, peppol::asked(&session.tenant, &number))).await?;
    let sent = sent.ok_or_else(Problem::not_found)?;
    // Where the access point was removed meanwhile, it is the mail that would be the second one.
    let may_come_twice = match plan.choice {
        Choice::Peppol { .. } => true,
        Choice::Email { .. } => plan.access_point.is_none(),
        Choice::Retry { .. } | Choice::Blocked(_) => false,
    };
    let in_doubt = asked.filter(|asked| asked.is_lost() && may_come_twice).map(|asked| asked.sending);
    let is_unsaid = form.is_some_and(|form| form.channel.is_none() && form.not_there != in_doubt);
    let faults = in_doubt.filter(|_| is_unsaid).map(|_| {
        let words = format!("Look for {number} at the access point first. If it is not there, check the box.");
        Fault::new("not_looked", NOT_THERE, words)
    });
    let resends = dossier.deliveries.iter().filter(|delivery| delivery.purpose != delivery::ORIGINAL).count();
    let view = SendView {
        dossier,
        plan: &plan,
        sent: &sent,
        zone: &session.zone,
        resend: (resends < RESENDS_MAX).then(|| resend_purpose(resends.saturating_add(1))),
        in_doubt,
        faults: faults.as_slice(),
    };
    Ok(Shown { in_doubt, page: send(frame(session, place_of(dossier.draft())), &view) })
}

/// `GET /admin/documents/{id}/send`: what will be sent where. The buyer is looked up, and nothing is sent.
///
/// # Errors
/// `not-found`.
pub async fn get_send(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let dossier = read(&app, &session, &id).await?;
    Ok(show(&app, &session, &dossier, None).await?.page.into_response())
}

/// `POST /admin/documents/{id}/send`: has it sent. The same button pressed twice sends once. What may have been sent over Peppol
/// goes again only after the person has said that it is not at the access point, also when that was removed and it goes by e-mail.
///
/// # Errors
/// `not-found`, `cross-site`, `validation` for what no button sends.
pub async fn post_send(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let dossier = read(&app, &session, &id).await?;
    let form = SendForm::parse(&posted.fields(NAMES)?)?;
    let document = dossier.stored.id.as_str();
    let mut statements = Vec::new();
    if form.channel.is_none() && is_lost(&app, &session, &dossier).await? {
        let shown = show(&app, &session, &dossier, Some(&form)).await?;
        match shown.in_doubt {
            Some(sending) if form.not_there == Some(sending) => {
                let told = format!("{} was not found at the access point.", dossier.stored.document.number());
                statements.push(peppol::not_there(&session.tenant, document, sending));
                statements.push(delivery::event(&session.tenant, document, app.now(), EventKind::Asked, &told));
            }
            Some(_) => return Ok(refused(Code::Validation, shown.page)),
            None => {}
        }
    }
    statements.extend(delivery::send_as_asked(
        &app.write_context(&session.tenant),
        document,
        form.channel,
        &form.purpose,
    ));
    app.write(statements).await?;
    app.follow(&session.tenant);
    Ok(see_other(&format!("/admin/documents/{document}?done=sending")))
}

/// Whether nobody can say what became of its last sending over Peppol.
async fn is_lost(app: &App, session: &Session, dossier: &Dossier) -> Result<bool, Problem> {
    let number = dossier.stored.document.number().to_string();
    let asked = app.read(peppol::asked(&session.tenant, &number)).await?;
    Ok(asked.is_some_and(|asked| asked.is_lost()))
}
