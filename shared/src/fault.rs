//! What is wrong with an input: a stable code, the field, and a sentence that says how to mend it.

use crate::api::ProblemItem;

/// One refused field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, such as `email`; clients act on it.
    pub code: &'static str,
    /// JSON Pointer of the field.
    pub pointer: String,
    /// How to mend it.
    pub detail: String,
}

impl Fault {
    /// A fault at a field.
    pub fn new(code: &'static str, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, pointer: pointer.into(), detail: detail.into() }
    }
}

impl From<Fault> for ProblemItem {
    fn from(fault: Fault) -> Self {
        Self { pointer: fault.pointer, code: fault.code.to_owned(), detail: fault.detail }
    }
}
