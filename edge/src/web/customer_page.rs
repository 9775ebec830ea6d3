//! The layout that the public pages share: a sheet on a tinted ground, in the tenant's colour, without a script.
//!
//! The body is plain HTML; `public/assets/pages.css` gives it its look, and `document.css` that of a paper. It knows headings, paragraphs, lists, `dl`, forms,
//! and these classes: `notice`, `muted`, `actions` (a row of buttons), `button` with `secondary` or `danger`, `chip`.

use maud::{DOCTYPE, Markup, html};
use shared::language::Language;

/// Where no valid colour is known.
const HOUSE_COLOUR: &str = "0F5F57";

/// A page with one sheet that holds `body`. `accent` is the tenant's colour as `#RRGGBB`.
pub fn letter(language: Language, title: &str, accent: &str, body: Markup) -> Markup {
    page(language, title, accent, None, html! { main class="letter" { (body) } })
}

/// A page that shows the paper of a document, with its `main`.
pub(crate) fn document(language: Language, title: &str, accent: &str, body: Markup) -> Markup {
    page(language, title, accent, Some("/assets/document.css"), body)
}

/// The frame of every public page around its `main`. Style comes from files alone, as the pages allow no inline style; the
/// tenant's colour comes last.
fn page(language: Language, title: &str, accent: &str, more_style: Option<&str>, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/pages.css";
                @if let Some(href) = more_style { link rel="stylesheet" href=(href); }
                link rel="stylesheet" href=(accent_href(accent));
            }
            body { (body) }
        }
    }
}

/// The style sheet of a colour; that of the house for anything that is not `#` and six hexadecimal digits.
pub(crate) fn accent_href(accent: &str) -> String {
    let digits =
        accent.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
    format!("/assets/accent/{}.css", digits.unwrap_or(HOUSE_COLOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colour_becomes_part_of_an_address() {
        for (accent, href) in [
            ("#12ab9F", "/assets/accent/12ab9F.css"),
            ("12ab9F", "/assets/accent/0F5F57.css"),
            ("#../../x", "/assets/accent/0F5F57.css"),
            ("#12345é", "/assets/accent/0F5F57.css"),
            ("", "/assets/accent/0F5F57.css"),
        ] {
            assert_eq!(accent_href(accent), href, "{accent}");
        }
    }

    #[test]
    fn a_page_names_its_language_and_escapes_its_title() {
        let page = letter(Language::Nl, "<b>", "#0F5F57", html! { h1 { "x" } }).into_string();
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"nl\">"));
        assert!(page.contains("<title>&lt;b&gt;</title>") && page.contains("<main class=\"letter\"><h1>x</h1></main>"));
        assert!(!page.contains("<script") && !page.contains("style=\""));
    }
}
