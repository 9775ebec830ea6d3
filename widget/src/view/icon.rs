//! The few icons, as paths on a grid of 20. Words always stand beside them, so they are hidden from assistive technology.

use leptos::prelude::*;

/// Goes back.
pub const BACK: &str = "m12 4-6 6 6 6";
/// Goes on.
pub const NEXT: &str = "m8 4 6 6-6 6";
/// Ends.
pub const CROSS: &str = "m5 5 10 10M15 5 5 15";
/// Done.
pub const TICK: &str = "m4 10.5 4 4 8-9";
/// Something is wrong.
pub const WARNING: &str = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 6v4.5M10 13.6v.1";
/// No connection.
pub const OFFLINE: &str = "M3 3l14 14M4 9a9 9 0 0 1 4-2M16 9a9 9 0 0 0-3-1.8M7 12.5a4.5 4.5 0 0 1 4-1M10 15.8v.1";
/// A document.
pub const DOCUMENT: &str = "M5 2.5h7l3.5 3.5v11.5h-10.5zM8 9h5M8 12h5";

/// Draws an icon in the colour of the text.
pub fn icon(path: &'static str) -> AnyView {
    draw(path, "icon")
}

/// Draws an icon that points where one goes, so it turns with the direction of writing.
pub fn arrow(path: &'static str) -> AnyView {
    draw(path, "icon go turns")
}

fn draw(path: &'static str, class: &'static str) -> AnyView {
    view! {
        <svg class=class viewBox="0 0 20 20" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}
