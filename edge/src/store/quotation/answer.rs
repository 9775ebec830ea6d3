//! What a customer said to a quotation.

use serde::Deserialize;
use shared::billing::quotation::Answer;
use shared::billing::quotation::Signature;

/// Who tells what the customer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// The customer, by the link.
    Customer,
    /// An admin, who heard it.
    Admin,
}

impl AnsweredBy {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Admin => "admin",
        }
    }
}

/// The answer to a quotation, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// What was said.
    pub answer: Answer,
    /// By whom it was recorded.
    pub answered_by: AnsweredBy,
    /// In whose name and words.
    pub signature: Signature,
    /// UTC instant.
    pub answered_at: String,
}

/// The columns of an answer beside those of its quotation; all NULL where there is none.
#[derive(Deserialize)]
pub struct AnswerRow {
    pub(crate) answer: Option<Answer>,
    pub(crate) answered_by: Option<AnsweredBy>,
    pub(crate) answer_name: Option<String>,
    pub(crate) answer_remark: Option<String>,
    pub(crate) answered_at: Option<String>,
}

impl AnswerRow {
    /// The answer, if there is one.
    pub fn given(self) -> Option<GivenAnswer> {
        let signature = Signature { name: self.answer_name?, remark: self.answer_remark? };
        let (answer, answered_by, answered_at) = (self.answer?, self.answered_by?, self.answered_at?);
        Some(GivenAnswer { answer, answered_by, signature, answered_at })
    }
}
