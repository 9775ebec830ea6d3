//! A customer answers a quote by its link. Opening a page changes nothing: mail scanners open every link.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::HeaderMap;
use maud::{Markup, html};
use shared::{
    api::Code,
    billing::{
        quotation::{Answer, Signature},
        wording::{self, fill},
    },
    fault::Fault,
    format,
    id::DocumentId,
    limits,
};

use super::document;
use crate::web::answer_wording::Wording;
use crate::{
    app::{App, problem::Problem, random_id},
    attempt::{Failed, decide_again},
    platform::database::DatabaseError,
    store::quotation::answer::AnsweredBy,
    web::{customer_page::letter, origin::check_same_site_by_link, request::Posted},
    work::quotation::{self, By, Found, Quoted},
};

/// What the form holds.
#[derive(Clone, Debug, Default)]
struct Typed {
    name: String,
    remark: String,
}

/// The quote behind a link, or the document's own page where it is no quote.
async fn open(app: &App, token: &str) -> Result<(document::Opened, Box<Quoted>), Problem> {
    let opened = document::Opened::read(app, token).await?;
    let stored = &opened.found.stored;
    match quotation::read(app, &stored.tenant, By::Document(stored.id.as_str()), opened.today).await? {
        Some(Found::Quotation(quoted)) => Ok((opened, quoted)),
        Some(Found::Invoiced(_) | Found::WithoutDocument) | None => Err(Problem::not_found()),
    }
}

fn page(token: &str, accent: &str, quoted: &Quoted, answer: Answer, typed: &Typed, faults: &[Fault]) -> Markup {
    let content = &quoted.draft.content;
    let words = Wording::of(content.language);
    let accept = wording::wording(content.language).accept_quote;
    let values = [
        ("number", quoted.detail.number()),
        ("seller", content.seller.name.clone()),
        ("amount", format::money(content.totals.amount_due, &content.currency, content.language)),
    ];
    let (title, effect, button, class, path) = match answer {
        Answer::Accepted => (words.accept_title, words.accept_effect, accept, "button", "accept"),
        Answer::Declined => (words.decline_title, words.decline_effect, words.decline, "button danger", "decline"),
    };
    let fault = |field: &str| faults.iter().find(|fault| fault.pointer == field);
    let said = |field: &str| match field {
        "name" => words.fault_name.to_owned(),
        _ => fill(words.fault_remark, &[("max", limits::QUOTE_REMARK_CHARS_MAX.to_string())]),
    };
    let error = |field: &str| {
        html! { @if fault(field).is_some() { p class="error" id={ (field) "-error" } { (said(field)) } } }
    };
    let body = html! {
        h1 { (title) }
        @if !faults.is_empty() {
            div class="notice danger" role="alert" {
                p { strong { (words.problem) } }
                ul { @for fault in faults { li { a href={ "#" (fault.pointer) } { (said(&fault.pointer)) } } } }
            }
        }
        p {
            (fill(effect, &values))
            @if answer == Answer::Accepted && quoted.converts_now() { " " (words.accept_converts) }
        }
        form method="post" action={ "/d/" (token) "/" (path) } {
            @if answer == Answer::Accepted {
                div class="field" {
                    label for="name" { (words.name) }
                    (error("name"))
                    input #name name="name" value=(typed.name) autocomplete="name" required maxlength=(limits::NAME_CHARS_MAX)
                        aria-invalid=[fault("name").map(|_| "true")] aria-describedby=[fault("name").map(|_| "name-error")];
                }
            }
            div class="field" {
                label for="remark" { (if answer == Answer::Accepted { words.remark } else { words.reason }) }
                (error("remark"))
                textarea #remark name="remark" rows="3" maxlength=(limits::QUOTE_REMARK_CHARS_MAX)
                    aria-invalid=[fault("remark").map(|_| "true")] aria-describedby=[fault("remark").map(|_| "remark-error")] { (typed.remark) }
            }
            p class="actions" {
                button class=(class) type="submit" { (button) }
                a class="button secondary" href={ "/d/" (token) } { (words.back) }
            }
        }
    };
    letter(content.language, title, accent, body)
}

async fn show(app: &App, token: &str, answer: Answer) -> Result<Response, Problem> {
    let (opened, quoted) = open(app, token).await?;
    if !quoted.state(opened.today).may_be_answered_by_link() {
        return Ok(Redirect::to(&format!("/d/{token}")).into_response());
    }
    let buyer = &quoted.draft.content.buyer;
    let name = buyer.contact.as_ref().unwrap_or(&buyer.name).clone();
    Ok(page(token, &opened.found.accent, &quoted, answer, &Typed { name, remark: String::new() }, &[]).into_response())
}

async fn keep(app: &App, token: &str, answer: Answer, posted: &Posted) -> Result<Response, Problem> {
    let fields = posted.fields(&["name", "remark"])?;
    let typed = Typed { name: fields.text("name").to_owned(), remark: fields.text("remark").to_owned() };
    let kept = decide_again(|_| async {
        let (opened, quoted) = open(app, token).await?;
        let given = quoted.detail.answer.as_ref().map(|given| given.answer);
        if !quoted.state(opened.today).may_be_answered_by_link() {
            // The same button twice is one answer; the other one comes too late.
            if given == Some(answer) {
                return Ok(Redirect::to(&format!("/d/{token}")).into_response());
            }
            let notice = Wording::of(quoted.draft.content.language).not_kept;
            return Ok((Problem::status(Code::StateConflict), opened.page(app, token, Some(notice))).into_response());
        }
        let signature = match Signature::parse(answer, &typed.name, &typed.remark) {
            Ok(signature) => signature,
            Err(faults) => {
                let page = page(token, &opened.found.accent, &quoted, answer, &typed, &faults);
                return Ok((Problem::status(Code::Validation), page).into_response());
            }
        };
        let id = DocumentId::new(random_id(app));
        let kept = quoted.answer(
            answer,
            AnsweredBy::Customer,
            &signature,
            &id,
            app.write_context(&opened.found.stored.tenant),
        );
        match app.write(kept?.batch).await {
            Ok(()) => {
                app.follow(&opened.found.stored.tenant);
                Ok(Redirect::to(&format!("/d/{token}")).into_response())
            }
            // Somebody answered it meanwhile, or this is the echo of our own earlier success: look again.
            Err(error @ DatabaseError::Duplicate(_)) => Err(Failed::Outdated(error)),
            Err(error) => Err(error.into()),
        }
    });
    kept.await?.ok_or_else(|| {
        Problem::new(Code::SettingsChanged, "This quote is being changed right now. Send the form again.")
    })
}

/// `GET /d/{token}/accept`: the form; it changes nothing.
///
/// # Errors
/// `not-found`, `link-expired`.
pub async fn get_accept(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    show(&app, &token, Answer::Accepted).await
}

/// `POST /d/{token}/accept`: accepts, once. Where the tenant wants it so, the invoice is made in the same batch.
///
/// # Errors
/// `not-found`, `link-expired`, `cross-site`; fields to mend are answered with the form and 422, an answer that comes too
/// late with the quote's page and 409.
pub async fn post_accept(
    app: App,
    Path(token): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Problem> {
    check_same_site_by_link(&headers)?;
    keep(&app, &token, Answer::Accepted, &posted).await
}

/// `GET /d/{token}/decline`: the confirm step; it changes nothing.
///
/// # Errors
/// `not-found`, `link-expired`.
pub async fn get_decline(app: App, Path(token): Path<String>) -> Result<Response, Problem> {
    show(&app, &token, Answer::Declined).await
}

/// `POST /d/{token}/decline`: declines, once.
///
/// # Errors
/// See [`post_accept`].
pub async fn post_decline(
    app: App,
    Path(token): Path<String>,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Problem> {
    check_same_site_by_link(&headers)?;
    keep(&app, &token, Answer::Declined, &posted).await
}
