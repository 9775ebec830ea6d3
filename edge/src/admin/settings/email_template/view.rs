//! Settings > Delivery > E-mail templates > one text: written, looked at, tried.

use maud::{Markup, html};
use shared::{
    delivery::template::{Rendered, Source, Span, TemplateKind, labelled},
    fault::Fault,
    language::Language,
    limits,
};

use super::list_view::{CRUMBS, TEMPLATES, address, language_name, name, occasion};
use crate::web::{
    admin_page::{Frame, page},
    inputs::{Input, line, lines},
    parts::{Tone, chip, error_summary, head, notice, warning},
};

/// One text.
#[derive(Clone, Debug)]
pub struct TemplateView<'a> {
    /// Which.
    pub kind: TemplateKind,
    /// In which language.
    pub language: Language,
    /// Version of the stored text.
    pub version: i64,
    /// Whether a text of the tenant's own is stored.
    pub is_own: bool,
    /// What is stored, or what was typed.
    pub source: &'a Source,
    /// What the text makes of a sample; none where it was not understood.
    pub preview: Option<&'a Rendered>,
    /// Id of the form that sends a test.
    pub test_id: &'a str,
    /// Whom to send the test to.
    pub test_to: &'a str,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// One text.
pub fn email_template(frame: Frame<'_>, view: &TemplateView<'_>) -> Markup {
    let title = format!("{}, {}", name(view.kind), language_name(view.language));
    let [settings, delivery] = CRUMBS;
    let beside = view.is_own.then(|| chip(Tone::Good, "your text"));
    page(
        frame,
        &title,
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&[settings, delivery, ("E-mail templates", Some(TEMPLATES))], &title, beside.as_ref(), None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            nav.tabs aria-label="Language" {
                @for language in Language::ALL {
                    a href=(address(view.kind, language)) aria-current=[(language == view.language).then_some("page")] { (language_name(language)) }
                }
            }
            div.narrow {
                (form(view))
                (preview(view))
                (test(view))
                @if view.is_own { (reset(view)) }
            }
        },
    )
}

fn form(view: &TemplateView<'_>) -> Markup {
    let lang = Some(view.language.tag()).filter(|tag| *tag != "en");
    let subject = Input {
        name: "subject",
        label: "Subject",
        value: &view.source.subject,
        max: limits::TEMPLATE_SUBJECT_CHARS_MAX,
        lang,
        ..Input::default()
    };
    let body = Input {
        name: "body",
        label: "Body",
        value: &view.source.body,
        hint: "An empty line begins a paragraph. A line whose placeholders are all empty is left out.",
        max: limits::TEMPLATE_BODY_CHARS_MAX,
        lang,
        rows: 18,
        ..Input::default()
    };
    html! {
        form.card method="post" action=(address(view.kind, view.language)) novalidate {
            input type="hidden" name="version" value=(view.version);
            p.hint { (occasion(view.kind)) }
            (line(&subject, view.faults))
            (lines(&body, view.faults))
            details.placeholders {
                summary { "Placeholders" }
                p.hint { "Write one of these where its value is to stand. Links are not for the subject." }
                dl.facts {
                    @for placeholder in view.kind.placeholders() {
                        div { dt { code { "{{" (placeholder.name()) "}}" } } dd { (placeholder.description()) } }
                    }
                }
            }
            div.buttons {
                button type="submit" name="action" value="save" { "Save template" }
                button.secondary type="submit" name="action" value="preview" { "Preview" }
            }
        }
    }
}

/// What the customer would read. The same model makes both parts of the e-mail.
fn preview(view: &TemplateView<'_>) -> Markup {
    html! {
        section.card #preview aria-labelledby="preview-title" {
            h2 #preview-title { "Preview" }
            @match view.preview {
                Some(rendered) => {
                    p.hint { "With the values of a sample. The e-mail has both forms; the reader’s program chooses." }
                    div.mail lang=(view.language.tag()) {
                        p.subject { strong { (rendered.subject) } }
                        @for paragraph in &rendered.paragraphs {
                            p {
                                @for (place, line) in paragraph.iter().enumerate() {
                                    @if place > 0 { br; }
                                    @match labelled(line) {
                                        Some((words, _)) => span.link { (words) },
                                        None => @for part in line { (span(part)) },
                                    }
                                }
                            }
                        }
                    }
                    details {
                        summary { "As plain text" }
                        pre.mail lang=(view.language.tag()) tabindex="0" { (rendered.text()) }
                    }
                }
                None => p { "Mend the text above, then the preview is shown here." }
            }
        }
    }
}

/// A link of a sample leads nowhere, so it looks like one and is none.
fn span(part: &Span) -> Markup {
    match part {
        Span::Text(text) => html! { (text) },
        Span::Address(address) | Span::Link(address) => html! { span.link { (address) } },
    }
}

fn test(view: &TemplateView<'_>) -> Markup {
    let to = Input {
        name: "to",
        label: "E-mail address",
        value: view.test_to,
        hint: "The saved text with the values of a sample, and “Test:” before its subject.",
        max: limits::EMAIL_BYTES_MAX,
        mode: "email",
        ..Input::default()
    };
    html! {
        form.card method="post" action={ (address(view.kind, view.language)) "/test" } aria-labelledby="test-title" novalidate {
            h2 #test-title { "Send a test" }
            input type="hidden" name="id" value=(view.test_id);
            (line(&to, view.faults))
            div.buttons { button.secondary type="submit" { "Send a test" } }
        }
    }
}

fn reset(view: &TemplateView<'_>) -> Markup {
    html! {
        form.card method="post" action=(address(view.kind, view.language)) aria-labelledby="reset-title" {
            h2 #reset-title { "Back to the built-in text" }
            input type="hidden" name="version" value=(view.version);
            p { "Your text is removed and the one that Bookslip brings is used again." }
            div.buttons { button.danger type="submit" name="action" value="reset" { "Use the built-in text" } }
        }
    }
}
