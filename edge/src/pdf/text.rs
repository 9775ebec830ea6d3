//! Lines of text that fit a width: broken at spaces, and inside a word only where the word alone is too wide.

use krilla::text::KrillaGlyph;

use super::fonts::{Fonts, Run, Style};

/// The lines of a text in this width. A line feed ends a line; a text of nothing but spaces has no lines.
pub(crate) fn wrap(fonts: &Fonts, text: &str, style: Style, width: f32) -> Vec<Run> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(&fonts.shape(paragraph.trim(), style), width / style.size, &mut lines);
    }
    lines
}

/// At most `lines_max` lines; where there would be more, the last one ends with an ellipsis.
pub(crate) fn wrap_at_most(fonts: &Fonts, text: &str, style: Style, width: f32, lines_max: usize) -> Vec<Run> {
    let mut lines = wrap(fonts, text, style, width);
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.pop() {
            lines.push(with_ellipsis(fonts, last.text, style, width));
        }
    }
    lines
}

fn with_ellipsis(fonts: &Fonts, mut text: String, style: Style, width: f32) -> Run {
    loop {
        let run = fonts.shape(&format!("{}…", text.trim_end()), style);
        if run.width * style.size <= width || text.pop().is_none() {
            return run;
        }
    }
}

fn wrap_paragraph(run: &Run, width: f32, lines: &mut Vec<Run>) {
    let mut rest: &[KrillaGlyph] = &run.glyphs;
    while !rest.is_empty() {
        let fitting = fitting_glyphs(rest, width);
        let (line, after) = match rest.split_at_checked(fitting) {
            Some((_, [])) | None => (rest, [].as_slice()),
            Some((fits, overflow)) => break_at_space(run, rest, fits, overflow),
        };
        push_line(run, line, lines);
        rest = trim_start(run, after);
    }
}

/// The line that ends at its last space, and what follows that space; a word that fills the line is broken where it ends.
fn break_at_space<'a>(
    run: &Run,
    rest: &'a [KrillaGlyph],
    fits: &'a [KrillaGlyph],
    overflow: &'a [KrillaGlyph],
) -> (&'a [KrillaGlyph], &'a [KrillaGlyph]) {
    if overflow.first().is_some_and(|glyph| is_space(run, glyph)) {
        return (fits, overflow);
    }
    let space = fits.iter().rposition(|glyph| is_space(run, glyph));
    space.and_then(|place| rest.split_at_checked(place)).unwrap_or((fits, overflow))
}

/// How many glyphs fit; at least one cluster, so that every line makes progress.
fn fitting_glyphs(glyphs: &[KrillaGlyph], width: f32) -> usize {
    let mut used = 0.0;
    let mut fitting = 0;
    let mut at = 0;
    for cluster in glyphs.chunk_by(|a, b| a.text_range.start == b.text_range.start) {
        used += cluster.iter().map(|glyph| glyph.x_advance).sum::<f32>();
        at += cluster.len();
        // A hair of tolerance: a text measured for its width must fit that width.
        if used > width + 0.001 && fitting > 0 {
            break;
        }
        fitting = at;
    }
    fitting
}

fn push_line(run: &Run, glyphs: &[KrillaGlyph], lines: &mut Vec<Run>) {
    let visible = glyphs.iter().rposition(|glyph| !is_space(run, glyph)).map_or(0, |last| last.saturating_add(1));
    let glyphs = glyphs.get(..visible).unwrap_or_default();
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { return };
    let (start, end) = (first.text_range.start, last.text_range.end);
    let Some(text) = run.text.get(start..end) else { return };
    let glyphs: Vec<KrillaGlyph> = glyphs
        .iter()
        .map(|glyph| {
            let range = &glyph.text_range;
            KrillaGlyph {
                text_range: range.start.saturating_sub(start)..range.end.saturating_sub(start),
                ..glyph.clone()
            }
        })
        .collect();
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    lines.push(Run { text: text.to_owned(), glyphs, width });
}

fn trim_start<'a>(run: &Run, glyphs: &'a [KrillaGlyph]) -> &'a [KrillaGlyph] {
    let spaces = glyphs.iter().take_while(|glyph| is_space(run, glyph)).count();
    glyphs.get(spaces..).unwrap_or_default()
}

fn is_space(run: &Run, glyph: &KrillaGlyph) -> bool {
    run.text.get(glyph.text_range.clone()) == Some(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        wrap(&fonts, text, Style::regular(10.0), width).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_inside_words_only_where_they_must() {
        for (text, width, expected) in [
            ("", 100.0, vec![]),
            ("   \n ", 100.0, vec![]),
            ("one", 100.0, vec!["one"]),
            ("one two three", 40.0, vec!["one two", "three"]),
            ("one  two", 22.0, vec!["one", "two"]),
            ("one\ntwo", 100.0, vec!["one", "two"]),
            ("iiiiiiiiii", 12.0, vec!["iiii", "iiii", "ii"]),
            ("a iiiiiiiiii", 12.0, vec!["a", "iiii", "iiii", "ii"]),
            ("€\u{a0}1 x", 20.0, vec!["€\u{a0}1", "x"]),
            ("W", 1.0, vec!["W"]),
        ] {
            assert_eq!(lines(text, width), expected, "{text:?} in {width}");
        }
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        let text = format!("{} {} e\u{301}{}", "word ".repeat(50), "x".repeat(10_000), "漢".repeat(100));
        let runs = wrap(&fonts, &text, Style::regular(9.5), 200.0);
        assert!(runs.iter().all(|run| run.width * 9.5 <= 200.01));
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let printed: usize = runs.iter().map(|run| letters(&run.text)).sum();
        assert_eq!(printed, letters(&text));
    }

    #[test]
    fn an_ellipsis_says_that_more_was_there() {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        let runs = wrap_at_most(&fonts, &"word ".repeat(50), Style::regular(10.0), 60.0, 2);
        assert_eq!(runs.len(), 2);
        assert!(runs.last().unwrap().text.ends_with('…'));
    }
}
