//! A template sent to the admin, with the values of a sample.

use serde::{Deserialize, Serialize};
use shared::{
    delivery::template::{TemplateKind, sample},
    language::Language,
};

use super::{
    letter_of,
    prepared::{self, Prepared},
    values,
};
use crate::{
    app::{App, problem::Problem},
    platform::mail::Mailbox,
    store::{
        mail_template,
        notice::{self as store},
    },
    work::outbox::Row,
};

/// What a row of a test says.
#[derive(Debug, Serialize, Deserialize)]
pub struct TestMail {
    /// Always `test`.
    notice: String,
    /// Name of a [`TemplateKind`].
    kind: String,
    /// Which text.
    language: Language,
    /// Whom the admin named.
    to: String,
}

impl TestMail {
    /// A test of this text to this address.
    pub fn new(kind: TemplateKind, language: Language, to: String) -> Self {
        Self { notice: "test".to_owned(), kind: kind.as_str().to_owned(), language, to }
    }
}

/// Writes the test as the text is now.
pub(crate) async fn prepare(app: &App, row: &Row) -> Result<Prepared, Problem> {
    let test: TestMail =
        serde_json::from_str(&row.details).map_err(|error| Problem::defect(format!("test mail: {error}")))?;
    let kind = TemplateKind::parse(&test.kind).ok_or_else(|| Problem::defect("test mail: kind"))?;
    let tenant = &row.tenant;
    let (sender, templates) = app.read((store::sender(tenant), mail_template::of_kind(tenant, kind))).await?;
    let mut values = sample(kind, test.language, &row.base_url);
    values::of_sender(&mut values, &sender);
    let mut letter = letter_of(&templates, kind, test.language, &values);
    letter.subject = format!("Test: {}", letter.subject);
    let to = Mailbox { name: None, address: test.to };
    Ok(Prepared::Send(Box::new(prepared::mail(row, "test", &sender, to, letter, Vec::new(), test.language))))
}
