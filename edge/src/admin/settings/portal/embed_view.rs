//! Settings > Customer portal > Embed: the lines to paste.

use maud::{Markup, html};

use super::flags_view::CRUMBS;
use crate::web::{
    admin_page::{Frame, page},
    parts::head,
};

/// The lines to paste.
#[derive(Clone, Debug)]
pub struct EmbedView<'a> {
    /// Name of the tenant in URLs.
    pub slug: &'a str,
    /// Where Bookslip is reached.
    pub base_url: &'a str,
    /// Sites that may embed the widget.
    pub origins: &'a [String],
}

/// The two lines that a site owner pastes.
pub fn snippet(base_url: &str, slug: &str) -> String {
    format!(
        "<script type=\"module\" src=\"{base_url}/w/v1.js\"></script>\n\
         <booking-widget tenant=\"{slug}\"><a href=\"{base_url}/b/{slug}\">Book online</a></booking-widget>"
    )
}

/// What a site with a content security policy adds to it.
pub fn policy(base_url: &str) -> String {
    format!("script-src {base_url} 'wasm-unsafe-eval'; connect-src {base_url}; img-src {base_url}")
}

/// The lines to paste.
pub fn embed(frame: Frame<'_>, view: &EmbedView<'_>) -> Markup {
    let hosted = format!("{}/b/{}", view.base_url, view.slug);
    page(
        frame,
        "Embed",
        false,
        &html! {
            (head(&CRUMBS, "Embed", None, None))
            div.narrow {
                section.card aria-labelledby="snippet-title" {
                    h2 #snippet-title { "Put the booking widget on your page" }
                    (copyable("snippet", "Paste these two lines where the widget should stand", &snippet(view.base_url, view.slug), 3))
                    p.hint { "The inner link stays as the way to book where the widget cannot run." }
                    @if view.origins.is_empty() {
                        div.notice.warning { p { "No site may embed the widget yet. " a href="/admin/settings/allowed-origins" { "Add your site" } " first." } }
                    } @else {
                        p { "It works on: " @for (place, origin) in view.origins.iter().enumerate() { @if place > 0 { ", " } span.mono { (origin) } } ". " a href="/admin/settings/allowed-origins" { "Change the list" } }
                    }
                }
                section.card aria-labelledby="hosted" {
                    h2 #hosted { "Or link to your booking page" }
                    p { "The same widget on a page of its own, without any change to your site:" }
                    p { a.mono href=(hosted) { (hosted) } }
                }
                section.card aria-labelledby="policy-title" {
                    h2 #policy-title { "If your site has a content security policy" }
                    (copyable("policy", "Add these sources to it", &policy(view.base_url), 2))
                }
            }
        },
    )
}

/// A text to copy. Without scripts it is selected by hand; the button appears when a script can copy it.
pub(crate) fn copyable(id: &str, label: &str, text: &str, rows: u8) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            textarea.mono id=(id) readonly rows=(rows) spellcheck="false" { (text) }
            div.buttons {
                button.secondary type="button" data-copy=(id) hidden { "Copy" }
                span.muted role="status" id={ (id) "-copied" } {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snippet_is_two_lines() {
        let text = snippet("https://book.example", "demo");
        assert_eq!(
            text,
            "<script type=\"module\" src=\"https://book.example/w/v1.js\"></script>\n<booking-widget tenant=\"demo\"><a href=\"https://book.example/b/demo\">Book online</a></booking-widget>"
        );
    }
}
