//! E-mails to customers: the letter of a template with its values, and the notices that go out by themselves.

mod booking;
mod invitation;
mod overdue;
pub mod send;
pub mod test_mail;
pub mod values;

use shared::{
    delivery::template::{Template, TemplateKind, Values},
    id::TenantId,
    language::Language,
};

use crate::{
    app::App,
    problem::Problem,
    store::{
        dashboard::answer,
        mail_template::{self, OwnTemplates},
    },
};

/// An e-mail as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part; it says the same.
    pub html: String,
}

/// The letter of a kind, in the tenant's words.
///
/// # Errors
/// A [`Problem`] of ours: the database did not answer.
pub async fn letter(
    app: &App,
    tenant: &TenantId,
    kind: TemplateKind,
    language: Language,
    values: &Values,
) -> Result<Letter, Problem> {
    let rows = app.batch(vec![mail_template::of_kind(tenant, kind)]).await?;
    let templates = answer(&rows, 0).and_then(mail_template::decode).map_err(|error| app.failed(error))?;
    Ok(letter_of(&templates, kind, language, values))
}

/// The letter of a kind, where the tenant's texts were read already.
pub fn letter_of(templates: &OwnTemplates, kind: TemplateKind, language: Language, values: &Values) -> Letter {
    // A stored text was understood when it was saved. Should a later version know less, the built-in text is better than none.
    let template = Template::parse(kind, &templates.source(kind, language))
        .unwrap_or_else(|_| Template::default_of(kind, language));
    let rendered = template.render(values);
    Letter { text: rendered.text(), html: rendered.html(language), subject: rendered.subject }
}
