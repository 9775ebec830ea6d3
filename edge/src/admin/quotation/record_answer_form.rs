//! What the customer said to a quotation, as an admin types it.

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerForm {
    /// `accepted` or `declined`.
    pub answer: String,
    /// Who said it.
    pub name: String,
    /// In which words; may be empty.
    pub remark: String,
}
