//! Warnings in the log.

use crate::app::App;

/// A line for the operator about what went wrong without harm. The text is a peer's, so JSON writes it.
pub(crate) fn warn(app: &App, text: &str) {
    app.ports().log.line(&serde_json::json!({ "warning": text }).to_string());
}
