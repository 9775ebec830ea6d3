//! Layout of public pages.

use maud::{DOCTYPE, Markup, html};
use shared::language::Language;

/// A page.
pub fn letter(language: Language, title: &str, _accent: &str, body: Markup) -> Markup {
    html! { (DOCTYPE) html lang=(language.tag()) { head { title { (title) } } body { main { (body) } } } }
}
