//! Rich text as people type it in a plain field, and back. Every text means something; what is no markup stays as it is.
//!
//! | typed | meaning |
//! |---|---|
//! | `**bold**`, `*italic*`, `***both***` | look of characters |
//! | `[our site](https://www.example.com)` | link; also `mailto:` and `tel:` |
//! | `- ` or `1. ` before each line | list |
//! | `-> ` before a paragraph, `-><- ` | at the right margin, in the middle |
//! | a line feed, an empty line | next line, next paragraph |
//! | `\*` | the character itself |

use std::iter;

use super::{Alignment, Block, ListMarker, RichText, Run, inline};
use crate::limits;

/// Why a text cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkupError {
    /// More characters than [`limits::RICH_TEXT_CHARS_MAX`].
    #[error("use at most {} characters", limits::RICH_TEXT_CHARS_MAX)]
    TooLong,
    /// More lines than [`limits::RICH_TEXT_LINES_MAX`].
    #[error("use at most {} lines", limits::RICH_TEXT_LINES_MAX)]
    TooManyLines,
    /// A link that leads nowhere a document may lead to.
    #[error("the link “{0}” must start with https://, http://, mailto: or tel:")]
    Link(String),
}

const RIGHT: &str = "->";
const CENTER: &str = "-><-";

/// What the beginning of a line says.
enum Line<'a> {
    Empty,
    Item(ListMarker, &'a str),
    Text(Option<Alignment>, &'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let line = line.trim();
        if line.is_empty() {
            return Self::Empty;
        }
        for (prefix, alignment) in [(CENTER, Alignment::Center), (RIGHT, Alignment::Right)] {
            if let Some(rest) = line.strip_prefix(prefix) {
                return Self::Text(Some(alignment), rest.trim_start());
            }
        }
        match line.strip_prefix("- ").map(|rest| (ListMarker::Bullet, rest)).or_else(|| numbered(line)) {
            Some((marker, rest)) => Self::Item(marker, rest.trim_start()),
            None => Self::Text(None, line),
        }
    }
}

/// What follows `1. `.
fn numbered(line: &str) -> Option<(ListMarker, &str)> {
    let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && rest.starts_with(". ");
    rest.strip_prefix(". ").filter(|_| is_numbered).map(|rest| (ListMarker::Number, rest))
}

/// What is being read: the paragraph or the list that the next line may continue.
enum Open {
    Nothing,
    Paragraph(Alignment, String),
    List(ListMarker, Vec<String>),
}

impl RichText {
    /// Reads what was typed.
    ///
    /// # Errors
    /// [`MarkupError`].
    pub fn parse(typed: &str) -> Result<Self, MarkupError> {
        let typed = without_controls(typed);
        if typed.chars().count() > limits::RICH_TEXT_CHARS_MAX {
            return Err(MarkupError::TooLong);
        }
        if typed.trim().lines().count() > limits::RICH_TEXT_LINES_MAX {
            return Err(MarkupError::TooManyLines);
        }
        let mut blocks = Vec::new();
        let mut open = Open::Nothing;
        for line in typed.lines().map(Line::of).chain(iter::once(Line::Empty)) {
            open = match (open, line) {
                (Open::Paragraph(alignment, text), Line::Text(None, more)) => {
                    Open::Paragraph(alignment, format!("{text}\n{more}"))
                }
                (Open::List(marker, mut items), Line::Item(same, item)) if marker == same => {
                    items.push(item.to_owned());
                    Open::List(marker, items)
                }
                (before, line) => {
                    close(before, &mut blocks)?;
                    match line {
                        Line::Empty => Open::Nothing,
                        Line::Item(marker, item) => Open::List(marker, vec![item.to_owned()]),
                        Line::Text(alignment, text) => Open::Paragraph(alignment.unwrap_or_default(), text.to_owned()),
                    }
                }
            };
        }
        Ok(Self { blocks })
    }

    /// The text as it would be typed: [`Self::parse`] reads the same from it.
    pub fn markup(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(block_markup).collect();
        blocks.join("\n\n")
    }

    /// The text without its looks, as one line.
    pub fn plain(&self) -> String {
        let runs = self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph { runs, .. } => vec![runs],
            Block::List { items, .. } => items.iter().collect(),
        });
        let texts = runs.map(|runs| runs.iter().map(|run| run.text.replace('\n', " ")).collect::<String>());
        texts.collect::<Vec<_>>().join(" ")
    }
}

/// A block ends: what it says is read, and a block that says nothing is left out.
fn close(open: Open, blocks: &mut Vec<Block>) -> Result<(), MarkupError> {
    match open {
        Open::Nothing => {}
        Open::Paragraph(alignment, text) => {
            let runs = inline::parse(&text)?;
            if !runs.is_empty() {
                blocks.push(Block::Paragraph { alignment, runs });
            }
        }
        Open::List(marker, items) => {
            let items = items.iter().map(|item| inline::parse(item)).collect::<Result<Vec<_>, _>>()?;
            let items: Vec<Vec<Run>> = items.into_iter().filter(|item| !item.is_empty()).collect();
            if !items.is_empty() {
                blocks.push(Block::List { marker, items });
            }
        }
    }
    Ok(())
}

/// Line feeds alone end lines, and no other control is left.
fn without_controls(typed: &str) -> String {
    let typed = typed.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    typed.chars().filter(|character| *character == '\n' || !character.is_control()).collect()
}

fn block_markup(block: &Block) -> String {
    match block {
        Block::Paragraph { alignment, runs } => {
            let prefix = match alignment {
                Alignment::Left => String::new(),
                Alignment::Center => format!("{CENTER} "),
                Alignment::Right => format!("{RIGHT} "),
            };
            let text = inline::print(runs);
            let lines: Vec<String> = text.split('\n').map(without_prefix).collect();
            format!("{prefix}{}", lines.join("\n"))
        }
        Block::List { marker, items } => {
            let lines = items.iter().enumerate().map(|(place, item)| match marker {
                ListMarker::Bullet => format!("- {}", inline::print(item)),
                ListMarker::Number => format!("{}. {}", place.saturating_add(1), inline::print(item)),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

/// A line of a paragraph that begins like a list or an alignment is no such thing.
fn without_prefix(line: &str) -> String {
    if line.starts_with('-') {
        return format!("\\{line}");
    }
    let digits = line.len().saturating_sub(line.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    match line.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with('.') => format!("{number}\\{rest}"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A short notation of the model: `P<` `P|` `P>` paragraphs, `L-` `L1` lists, `b` `i` looks, `@` links.
    fn shown(text: &RichText) -> String {
        let run = |run: &Run| {
            let look = format!("{}{}", if run.bold { "b" } else { "" }, if run.italic { "i" } else { "" });
            let link = run.link.as_ref().map(|link| format!("@{link}")).unwrap_or_default();
            format!("({look}{link}:{})", run.text.replace('\n', "/"))
        };
        let runs = |runs: &[Run]| runs.iter().map(run).collect::<String>();
        let block = |block: &Block| match block {
            Block::Paragraph { alignment: Alignment::Left, runs: text } => format!("P<{}", runs(text)),
            Block::Paragraph { alignment: Alignment::Center, runs: text } => format!("P|{}", runs(text)),
            Block::Paragraph { alignment: Alignment::Right, runs: text } => format!("P>{}", runs(text)),
            Block::List { marker, items } => {
                let marker = if *marker == ListMarker::Bullet { "L-" } else { "L1" };
                format!("{marker}{}", items.iter().map(|item| format!("[{}]", runs(item))).collect::<String>())
            }
        };
        text.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn markup_is_read() {
        for (typed, model) in [
            ("", ""),
            (" \n\r\n\t", ""),
            ("Thank you", "P<(:Thank you)"),
            ("one\ntwo\r\n\r\nthree", "P<(:one/two) P<(:three)"),
            ("**bold** and *italic* and ***both***", "P<(b:bold)(: and )(i:italic)(: and )(bi:both)"),
            ("**a *b** c*", "P<(b:a )(bi:b)(i: c)"),
            ("*a***b**", "P<(i:a)(b:b)"),
            ("5 * 3 * 2 = 30", "P<(:5 * 3 * 2 = 30)"),
            ("** no** *no", "P<(:** no** *no)"),
            ("****", "P<(:****)"),
            ("a*b*c", "P<(:a)(i:b)(:c)"),
            ("\\*no\\* \\x", "P<(:*no* \\x)"),
            ("-> right\nmore\n-><- middle", "P>(:right/more) P|(:middle)"),
            ("- a\n- **b**\n\n- c\n1. d\n12. e", "L-[(:a)][(b:b)] L-[(:c)] L1[(:d)][(:e)]"),
            ("text\n- a\ntext", "P<(:text) L-[(:a)] P<(:text)"),
            ("\\- a\n1\\. b\n-c 1.d", "P<(:- a/1. b/-c 1.d)"),
            ("- \n->\n-", "P<(:-) P>(:-)"),
            ("[site](https://a.be/x?y=1#z)", "P<(@https://a.be/x?y=1#z:site)"),
            ("[www.a.be](www.a.be) [me](me@a.be)", "P<(@https://www.a.be:www.a.be)(: )(@mailto:me@a.be:me)"),
            ("[](tel:+32470123456)", "P<(@tel:+32470123456:tel:+32470123456)"),
            (
                "**[a](https://a.be)** [*b* c](http://b.be)",
                "P<(b@https://a.be:a)(: )(i@http://b.be:b)(@http://b.be: c)",
            ),
            ("[a] (https://a.be) [b", "P<(:[a] (https://a.be) [b)"),
            ("[a [b](https://b.be)", "P<(:[a )(@https://b.be:b)"),
            ("<script>alert(1)</script>", "P<(:<script>alert(1)</script>)"),
            ("a\u{0}\u{7}b", "P<(:ab)"),
        ] {
            assert_eq!(shown(&RichText::parse(typed).unwrap()), model, "{typed:?}");
        }
    }

    #[test]
    fn links_lead_to_known_places_only() {
        for address in
            ["javascript:alert(1", "data:text/html,x", "file:///etc/passwd", "x", "//a.be", "https://", "mailto:x"]
        {
            let error = RichText::parse(&format!("[a]({address})")).unwrap_err();
            assert_eq!(error, MarkupError::Link(address.to_owned()), "{address}");
        }
        let long = format!("[a](https://a.be/{})", "x".repeat(600));
        assert!(matches!(RichText::parse(&long), Err(MarkupError::Link(_))));
    }

    #[test]
    fn bounds_are_kept() {
        assert_eq!(
            RichText::parse(&"x".repeat(limits::RICH_TEXT_CHARS_MAX.saturating_add(1))),
            Err(MarkupError::TooLong)
        );
        assert_eq!(
            RichText::parse(&"x\n".repeat(limits::RICH_TEXT_LINES_MAX.saturating_add(1))),
            Err(MarkupError::TooManyLines)
        );
        assert!(RichText::parse(&"x\n".repeat(limits::RICH_TEXT_LINES_MAX)).is_ok());
    }

    #[test]
    fn the_plain_text_says_the_same() {
        let text = RichText::parse("**Thank you**\nfor [your trust](https://a.be)\n\n- a\n- b").unwrap();
        assert_eq!(text.plain(), "Thank you for your trust a b");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Whatever is typed: printing and reading again changes nothing.
        #[test]
        fn what_is_printed_reads_the_same(typed in "([a-z *\\[\\]()\\\\.1>\n<-]|\\*\\*|\\[a\\]\\(https://a\\.be\\)|- |-> |-><- |1\\. |é){0,40}") {
            if let Ok(text) = RichText::parse(&typed) {
                let printed = text.markup();
                prop_assert_eq!(RichText::parse(&printed), Ok(text), "{:?} -> {:?}", typed, printed);
            }
        }

        /// No text, however strange, breaks the reader.
        #[test]
        fn anything_can_be_read(typed in any::<String>()) {
            if let Ok(text) = RichText::parse(&typed) {
                prop_assert_eq!(RichText::parse(&text.markup()), Ok(text));
            }
        }
    }
}
