//! E-mails: the letter of a template with its values, and the notices that go out by themselves, to customers and to the tenant.

mod booking;
mod invitation;
mod overdue;
pub mod prepared;
pub mod send;
pub mod test_mail;
pub mod values;
mod webhook_off;

use shared::{
    delivery::template::{Template, TemplateKind, Values},
    language::Language,
};

use crate::store::mail_template::OwnTemplates;

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
pub fn letter_of(templates: &OwnTemplates, kind: TemplateKind, language: Language, values: &Values) -> Letter {
    // A stored text was understood when it was saved. Should a later version know less, the built-in text is better than none.
    let template = Template::parse(kind, &templates.source(kind, language))
        .unwrap_or_else(|_| Template::default_of(kind, language));
    let rendered = template.render(values);
    Letter { text: rendered.text(), html: rendered.html(language), subject: rendered.subject }
}
