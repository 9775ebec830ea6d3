//! Rich text as HTML. Its texts are escaped and its links are of known schemes, so nothing but these elements can appear.

use maud::{Markup, html};
use shared::billing::rich_text::{Alignment, Block, ListMarker, RichText, Run};

/// The blocks of a text.
pub fn rich_text(text: &RichText) -> Markup {
    html! {
        @for block in &text.blocks {
            @match block {
                Block::Paragraph { alignment, runs: text } => { p class=[class(*alignment)] { (runs(text)) } }
                Block::List { marker: ListMarker::Bullet, items } => { ul { @for item in items { li { (runs(item)) } } } }
                Block::List { marker: ListMarker::Number, items } => { ol { @for item in items { li { (runs(item)) } } } }
            }
        }
    }
}

fn class(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::Left => None,
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}

fn runs(runs: &[Run]) -> Markup {
    html! { @for run in runs { (linked(run)) } }
}

fn linked(run: &Run) -> Markup {
    match &run.link {
        Some(address) => html! { a href=(address) rel="noopener noreferrer" { (looked(run)) } },
        None => looked(run),
    }
}

fn looked(run: &Run) -> Markup {
    match (run.bold, run.italic) {
        (true, true) => html! { strong { em { (lines(&run.text)) } } },
        (true, false) => html! { strong { (lines(&run.text)) } },
        (false, true) => html! { em { (lines(&run.text)) } },
        (false, false) => lines(&run.text),
    }
}

fn lines(text: &str) -> Markup {
    html! {
        @for (place, line) in text.split('\n').enumerate() {
            @if place > 0 { br; }
            (line)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_has_its_own_and_nothing_else_gets_through() {
        for (markup, shown) in [
            ("", ""),
            ("a\nb", "<p>a<br>b</p>"),
            ("-> **b**", "<p class=\"right\"><strong>b</strong></p>"),
            ("-><- ***b***", "<p class=\"center\"><strong><em>b</em></strong></p>"),
            ("- *a*\n- b", "<ul><li><em>a</em></li><li>b</li></ul>"),
            ("1. a", "<ol><li>a</li></ol>"),
            (
                "[a](https://a.be/?x=1&y=2)",
                "<p><a href=\"https://a.be/?x=1&amp;y=2\" rel=\"noopener noreferrer\">a</a></p>",
            ),
            ("<script>x</script> & \"quotes\"", "<p>&lt;script&gt;x&lt;/script&gt; &amp; &quot;quotes&quot;</p>"),
        ] {
            assert_eq!(rich_text(&RichText::parse(markup).unwrap()).into_string(), shown, "{markup:?}");
        }
    }
}
