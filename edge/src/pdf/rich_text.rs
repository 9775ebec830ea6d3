//! Rich text in a width: lines of pieces that differ in look, at the left, in the middle or at the right.

use shared::billing::rich_text::{Alignment, Block, ListMarker, RichText, Run as Text};

use super::{
    composer::{Composer, line_height},
    fonts::{Fonts, Run, Style, Weight},
    sheet::Mark,
    text::wrap,
};

/// Space between paragraphs, in lines.
const GAP: f32 = 0.5;
/// Where the text of an item begins, in units of the type size.
const INDENT: f32 = 1.5;

/// A text that is laid out: its lines and its height.
pub(crate) struct LaidOut {
    lines: Vec<Line>,
    pub height: f32,
}

struct Line {
    /// Upper edge, from that of the text.
    y: f32,
    pieces: Vec<Piece>,
}

/// Characters of one look on one line.
#[derive(Clone)]
struct Piece {
    /// Left edge, from that of the text.
    x: f32,
    run: Run,
    style: Style,
    link: Option<String>,
}

/// What may stand on a line: a word, which may change its look inside, and whether a space stands before it.
struct Word {
    has_space_before: bool,
    parts: Vec<Part>,
}

#[derive(Clone, PartialEq)]
struct Part {
    text: String,
    style: Style,
    link: Option<String>,
}

/// Lays a text out in a width; `style` is how it looks where it says nothing else.
pub(crate) fn lay_out(fonts: &Fonts, text: &RichText, style: Style, width: f32) -> LaidOut {
    let mut setter = Setter { fonts, style, width, laid_out: LaidOut { lines: Vec::new(), height: 0.0 } };
    for (place, block) in text.blocks.iter().enumerate() {
        if place > 0 {
            setter.laid_out.height += GAP * line_height(style);
        }
        match block {
            Block::Paragraph { alignment, runs } => setter.paragraph(runs, *alignment, 0.0),
            Block::List { marker, items } => {
                for (place, item) in items.iter().enumerate() {
                    setter.item(*marker, place.saturating_add(1), item);
                }
            }
        }
    }
    setter.laid_out
}

impl LaidOut {
    /// Puts the text on the present page, from its upper left corner.
    pub(crate) fn stamp(&self, composer: &mut Composer<'_>, x: f32, y: f32) {
        for line in &self.lines {
            for piece in &line.pieces {
                let (left, top) = (x + piece.x, y + line.y);
                if let Some(address) = &piece.link {
                    let (width, height) = (piece.run.width * piece.style.size, line_height(piece.style));
                    composer.mark(Mark::Link { x: left, y: top, width, height, address: address.clone() });
                    composer.hairline(left, top + height - 1.5, width);
                }
                composer.run(left, top, piece.run.clone(), piece.style);
            }
        }
    }
}

struct Setter<'a> {
    fonts: &'a Fonts,
    style: Style,
    width: f32,
    laid_out: LaidOut,
}

impl Setter<'_> {
    fn item(&mut self, marker: ListMarker, number: usize, item: &[Text]) {
        let text = match marker {
            ListMarker::Bullet => "•".to_owned(),
            ListMarker::Number => format!("{number}."),
        };
        let run = self.fonts.shape(&text, self.style);
        let indent = (INDENT * self.style.size).max(run.width * self.style.size + 2.0);
        let mark = Piece { x: 0.0, run, style: self.style, link: None };
        let first = self.laid_out.lines.len();
        self.paragraph(item, Alignment::Left, indent);
        if let Some(line) = self.laid_out.lines.get_mut(first) {
            line.pieces.insert(0, mark);
        }
    }

    fn paragraph(&mut self, runs: &[Text], alignment: Alignment, indent: f32) {
        let width = self.width - indent;
        for line in self.typed_lines(runs) {
            let words = self.words(&line, width);
            let mut pieces: Vec<Part> = Vec::new();
            let mut used = 0.0;
            for mut word in words {
                let word_width: f32 = word.parts.iter().map(|part| self.width_of(&part.text, part.style)).sum();
                let space_width = if word.has_space_before { self.width_of(" ", self.style) } else { 0.0 };
                // A hair of tolerance, as where plain text is wrapped.
                if !pieces.is_empty() && used + space_width + word_width > width + 0.01 {
                    self.line(std::mem::take(&mut pieces), alignment, indent);
                    used = 0.0;
                } else if let (true, Some(last), Some(first)) =
                    (word.has_space_before, pieces.last_mut(), word.parts.first_mut())
                {
                    // A link does not reach into the space beside it.
                    if last.link.is_none() || last.link == first.link {
                        last.text.push(' ');
                    } else {
                        first.text.insert(0, ' ');
                    }
                    used += space_width;
                }
                used += word_width;
                for part in word.parts {
                    match pieces.last_mut() {
                        Some(last) if last.style == part.style && last.link == part.link => {
                            last.text.push_str(&part.text)
                        }
                        _ => pieces.push(part),
                    }
                }
            }
            self.line(pieces, alignment, indent);
        }
    }

    /// The lines as they were typed, in their looks.
    fn typed_lines(&self, runs: &[Text]) -> Vec<Vec<Part>> {
        let mut lines = vec![Vec::new()];
        for run in runs {
            let weight = if run.bold { Weight::SemiBold } else { self.style.weight };
            let style = Style { weight, is_italic: run.italic, ..self.style };
            for (place, text) in run.text.split('\n').enumerate() {
                if place > 0 {
                    lines.push(Vec::new());
                }
                if let Some(line) = lines.last_mut() {
                    line.push(Part { text: text.to_owned(), style, link: run.link.clone() });
                }
            }
        }
        lines
    }

    /// Ends a line; an empty one keeps its height.
    fn line(&mut self, parts: Vec<Part>, alignment: Alignment, indent: f32) {
        let mut x = 0.0;
        let mut pieces = Vec::with_capacity(parts.len());
        for part in parts {
            let run = self.fonts.shape(&part.text, part.style);
            let width = run.width * part.style.size;
            pieces.push(Piece { x, run, style: part.style, link: part.link });
            x += width;
        }
        let left = match alignment {
            Alignment::Left => indent,
            Alignment::Center => ((self.width - x) / 2.0).max(0.0),
            Alignment::Right => (self.width - x).max(0.0),
        };
        pieces.iter_mut().for_each(|piece| piece.x += left);
        self.laid_out.lines.push(Line { y: self.laid_out.height, pieces });
        self.laid_out.height += line_height(self.style);
    }

    /// The words of a line; one that is wider than the line becomes several.
    fn words(&self, line: &[Part], width: f32) -> Vec<Word> {
        let mut words = Vec::new();
        let mut word = Word { has_space_before: false, parts: Vec::new() };
        for part in line {
            for (place, text) in part.text.split(' ').enumerate() {
                if place > 0 {
                    let before = std::mem::replace(&mut word, Word { has_space_before: true, parts: Vec::new() });
                    self.narrow(before, width, &mut words);
                }
                if !text.is_empty() {
                    word.parts.push(Part { text: text.to_owned(), ..part.clone() });
                }
            }
        }
        self.narrow(word, width, &mut words);
        words
    }

    fn narrow(&self, word: Word, width: f32, words: &mut Vec<Word>) {
        let Word { mut has_space_before, parts } = word;
        let word_width: f32 = parts.iter().map(|part| self.width_of(&part.text, part.style)).sum();
        if parts.is_empty() {
            return;
        }
        if word_width <= width {
            return words.push(Word { has_space_before, parts });
        }
        for part in parts {
            for run in wrap(self.fonts, &part.text, part.style, width) {
                words.push(Word { has_space_before, parts: vec![Part { text: run.text, ..part.clone() }] });
                has_space_before = false;
            }
        }
    }

    fn width_of(&self, text: &str, style: Style) -> f32 {
        self.fonts.shape(text, style).width * style.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markup: &str, width: f32) -> Vec<(f32, String)> {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        let text = RichText::parse(markup).unwrap();
        let laid_out = lay_out(&fonts, &text, Style::regular(10.0), width);
        let line = |line: &Line| {
            let text = line.pieces.iter().map(|piece| {
                let look = match (piece.style.weight, piece.style.is_italic) {
                    (Weight::Regular, false) => "",
                    (Weight::Regular, true) => "/",
                    (Weight::SemiBold, false) => "!",
                    (Weight::SemiBold, true) => "!/",
                };
                format!("{look}{}", piece.run.text)
            });
            (line.pieces.first().map_or(0.0, |piece| piece.x.round()), text.collect::<Vec<_>>().join("|"))
        };
        laid_out.lines.iter().map(line).collect()
    }

    fn texts(markup: &str, width: f32) -> Vec<String> {
        lines(markup, width).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn looks_change_inside_lines_and_words() {
        for (markup, width, expected) in [
            ("", 200.0, vec![]),
            ("**Helder** Schoon*maak*\nGent", 200.0, vec!["!Helder |Schoon|/maak", "Gent"]),
            ("one **two three** four", 50.0, vec!["one |!two", "!three |four"]),
            ("a\n\nb", 200.0, vec!["a", "b"]),
            ("- one\n- two", 200.0, vec!["•|one", "•|two"]),
            ("1. one two\n2. three", 40.0, vec!["1.|one", "two", "2.|three"]),
            ("iiii**iiii**ii", 12.0, vec!["iiii", "!iiii", "ii"]),
            ("[a](https://a.be) b", 200.0, vec!["a| b"]),
            ("***both*** [a b](https://a.be)", 200.0, vec!["!/both |a b"]),
        ] {
            assert_eq!(texts(markup, width), expected, "{markup:?}");
        }
    }

    #[test]
    fn alignment_moves_lines_and_items_are_indented() {
        let x = |markup| lines(markup, 100.0).first().map(|(x, _)| *x);
        assert_eq!(x("W"), Some(0.0));
        let (center, right) = (x("-><- W").unwrap(), x("-> W").unwrap());
        assert!((44.0..47.0).contains(&center) && (88.0..92.0).contains(&right), "{center} {right}");
        let items = lines("- one two three four five six seven", 60.0);
        assert!(items.len() > 2 && items.iter().skip(1).all(|(x, _)| *x == 15.0), "{items:?}");
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        let markup = format!("**{}** *{}*\n- {}", "word ".repeat(50).trim(), "x".repeat(300), "漢 e\u{301}".repeat(20));
        let text = RichText::parse(&markup).unwrap();
        let laid_out = lay_out(&fonts, &text, Style::regular(9.5), 120.0);
        let mut letters = 0;
        for piece in laid_out.lines.iter().flat_map(|line| &line.pieces) {
            assert!(piece.x + piece.run.width * 9.5 <= 120.5, "{}", piece.run.text);
            letters +=
                piece.run.text.chars().filter(|character| !character.is_whitespace() && *character != '•').count();
        }
        assert_eq!(letters, text.plain().chars().filter(|character| !character.is_whitespace()).count());
        assert!(laid_out.height >= laid_out.lines.len() as f32 * line_height(Style::regular(9.5)));
    }
}
