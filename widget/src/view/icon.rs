//! The few icons, as paths on a grid of 24. Words always stand beside them, so they are hidden from assistive technology.

use leptos::prelude::*;

/// Goes back.
pub const BACK: &str = "M15 5l-7 7 7 7";
/// Goes on.
pub const NEXT: &str = "M9 5l7 7-7 7";
/// Done.
pub const TICK: &str = "M5 12.5l5 5L19.5 7";
/// Something is wrong.
pub const WARNING: &str = "M12 3.5L2.5 20h19L12 3.5zM12 10v4.5M12 17.2v.1";
/// A time.
pub const CLOCK: &str = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2";
/// A day.
pub const CALENDAR: &str = "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4";
/// A document.
pub const DOCUMENT: &str = "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6";
/// A file to keep.
pub const DOWNLOAD: &str = "M12 4v11M7 10.5l5 5 5-5M5 20h14";
/// Changes something.
pub const EDIT: &str = "M4 20h4L19 9l-4-4L4 16z";

/// Draws an icon in the colour of the text.
pub fn icon(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}
