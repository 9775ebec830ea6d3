//! The pictures of the editor's small buttons. Each button has its words in `aria-label`.

use maud::{Markup, html};

/// Arrow up.
pub(crate) const UP: &str = "M8 13V3M3.5 7.5 8 3l4.5 4.5";
/// Arrow down.
pub(crate) const DOWN: &str = "M8 3v10M3.5 8.5 8 13l4.5-4.5";
/// Two sheets.
pub(crate) const REPEAT: &str = "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3";
/// A cross.
pub(crate) const REMOVE: &str = "m4 4 8 8M12 4l-8 8";
/// Per cent.
pub(crate) const PERCENT: &str =
    "m12.5 3.5-9 9M4.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM11.5 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z";
/// Plus.
pub(crate) const PLUS: &str = "M8 3v10M3 8h10";

/// A picture of 16 by 16, in the colour of the text beside it.
pub(crate) fn icon(path: &str) -> Markup {
    html! {
        svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true" focusable="false" { path d=(path); }
    }
}
