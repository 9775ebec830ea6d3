//! What a customer said to a quote, recorded by an admin who heard it.

use super::{
    record_answer_form::AnswerForm,
    record_answer_view::{AnswerView, record_answer},
};
use crate::{
    app::{App, problem::Problem, random_id, session::Session},
    attempt::{Failed, decide_again},
    platform::database::DatabaseError,
    store::quotation::answer::AnsweredBy,
    web::{
        admin_page::Place,
        request::{Posted, frame, refused, see_other},
    },
    work::quotation::{self, By, Found, Quoted},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use maud::Markup;
use shared::{
    api::Code,
    billing::quotation::{Answer, Signature},
    fault::Fault,
    id::DocumentId,
};

async fn read(app: &App, session: &Session, id: &str) -> Result<Box<Quoted>, Problem> {
    let today = session.date_of(app.now());
    match quotation::read(app, &session.tenant, By::Document(id), today).await? {
        Some(Found::Quotation(quoted)) => Ok(quoted),
        Some(Found::Invoiced(_) | Found::WithoutDocument) | None => Err(Problem::not_found()),
    }
}

fn page(session: &Session, quoted: &Quoted, form: &AnswerForm, faults: &[Fault]) -> Markup {
    let content = &quoted.draft.content;
    let view = AnswerView {
        quotation_id: quoted.detail.stored.id.as_str(),
        quotation_number: &quoted.detail.number(),
        buyer_name: &content.buyer.name,
        total: content.totals.amount_due,
        currency: &content.currency,
        converts: quoted.converts_now(),
        form,
        faults,
    };
    record_answer(frame(session, Place::Quotes), &view)
}

fn to_quote(id: &str, done: &str) -> Response {
    see_other(&format!("/admin/documents/{id}{done}"))
}

/// `GET /admin/documents/{id}/answer`: the form.
///
/// # Errors
/// `not-found`, also for a document that is no quotation.
pub async fn get_answer(app: App, session: Session, Path(id): Path<String>) -> Result<Response, Problem> {
    let quoted = read(&app, &session, &id).await?;
    if !quoted.state(session.date_of(app.now())).may_be_answered() {
        return Ok(to_quote(&id, ""));
    }
    let buyer = &quoted.draft.content.buyer;
    let name = buyer.contact.as_ref().unwrap_or(&buyer.name).clone();
    Ok(page(&session, &quoted, &AnswerForm { name, ..AnswerForm::default() }, &[]).into_response())
}

/// `POST /admin/documents/{id}/answer`: keeps the answer, once.
///
/// # Errors
/// `not-found`, `cross-site`; fields to mend are answered with the form and 422, an answer after another one with 409.
pub async fn post_answer(
    app: App,
    session: Session,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Problem> {
    let fields = posted.fields(&["answer", "name", "remark"])?;
    let text = |name| fields.text(name).to_owned();
    let form = AnswerForm { answer: text("answer"), name: text("name"), remark: text("remark") };
    let answered = decide_again(|_| async {
        let quoted = read(&app, &session, &id).await?;
        let context = app.write_context(&session.tenant);
        let today = session.date_of(context.now);
        let Some(answer) = [Answer::Accepted, Answer::Declined].into_iter().find(|a| a.as_str() == form.answer) else {
            let fault = Fault::new("answer", "answer-accepted", "Choose what the customer said.");
            return Ok(refused(Code::Validation, page(&session, &quoted, &form, &[fault])));
        };
        let given = quoted.detail.answer.as_ref().map(|given| given.answer);
        if given == Some(answer) {
            return Ok(to_quote(&id, ""));
        } else if !quoted.state(today).may_be_answered() {
            let detail = "This quote was answered or has ended meanwhile, so nothing was recorded. Look at its page.";
            return Err(Problem::new(Code::StateConflict, detail).into());
        }
        let signature = match Signature::parse(answer, &form.name, &form.remark) {
            Ok(signature) => signature,
            Err(faults) => return Ok(refused(Code::Validation, page(&session, &quoted, &form, &faults))),
        };
        let invoice = DocumentId::new(random_id(&app));
        let kept = quoted.answer(answer, AnsweredBy::Admin, &signature, &invoice, context);
        let kept = kept?;
        match app.write(kept.batch).await {
            Ok(()) if kept.converts => {
                app.follow(&session.tenant);
                Ok(see_other(&format!("/admin/documents/{invoice}?done=generated")))
            }
            Ok(()) => Ok(to_quote(&id, "?done=answered")),
            // Somebody answered it meanwhile, or this is the echo of our own earlier success: look again.
            Err(error @ DatabaseError::Duplicate(_)) => Err(Failed::Outdated(error)),
            Err(error) => Err(error.into()),
        }
    });
    answered.await?.ok_or_else(|| {
        Problem::new(Code::SettingsChanged, "This quote is being changed right now. Send the form again.")
    })
}
