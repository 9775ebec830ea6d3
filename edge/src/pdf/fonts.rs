//! The family of the documents, and text as glyphs of it.
//!
//! What the family lacks (emoji, scripts written from right to left) becomes a visible box, so a name is never shortened
//! silently and no text can break a page.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};

use super::error::PdfError;
use crate::platform::ports::FontFiles;

/// Stands for a character that the family lacks.
const MISSING: char = '□';

/// The two weights of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

/// Black, greys, or the tenant's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    Grey,
    Hairline,
    /// What is read through: the word across a draft.
    Faint,
    Accent,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub weight: Weight,
    pub size: f32,
    pub ink: Ink,
    /// Slanted: the family has no italics here.
    pub is_italic: bool,
}

impl Style {
    pub(crate) const fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size, ink: Ink::Black, is_italic: false }
    }

    pub(crate) const fn strong(size: f32) -> Self {
        Self { weight: Weight::SemiBold, size, ink: Ink::Black, is_italic: false }
    }

    pub(crate) const fn grey(self) -> Self {
        Self { ink: Ink::Grey, ..self }
    }

    /// The same style, smaller by this factor.
    pub(crate) const fn scaled(self, factor: f32) -> Self {
        Self { size: self.size * factor, ..self }
    }
}

/// A text on one line, as glyphs.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub text: String,
    pub glyphs: Vec<KrillaGlyph>,
    /// In units of the type size.
    pub width: f32,
}

/// Both weights, ready to measure and to draw.
pub(crate) struct Fonts {
    regular: Typeface,
    semi_bold: Typeface,
}

struct Typeface {
    font: Font,
    face: Face<'static>,
}

impl Fonts {
    pub(crate) fn load(files: FontFiles) -> Result<Self, PdfError> {
        Ok(Self { regular: Typeface::load(files.regular)?, semi_bold: Typeface::load(files.semi_bold)? })
    }

    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.typeface(weight).font.clone()
    }

    /// The glyphs of one line.
    pub(crate) fn shape(&self, text: &str, style: Style) -> Run {
        self.typeface(style.weight).shape(printable(text, &self.typeface(style.weight).face))
    }

    fn typeface(&self, weight: Weight) -> &Typeface {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        }
    }
}

impl Typeface {
    fn load(data: &'static [u8]) -> Result<Self, PdfError> {
        let font = Font::new(data.into(), 0).ok_or(PdfError::Font)?;
        let face = Face::from_slice(data, 0).ok_or(PdfError::Font)?;
        Ok(Self { font, face })
    }

    /// The glyphs of one line. The family's figures all have one width, so columns line up.
    fn shape(&self, text: String) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.face, &[], buffer);

        let em = self.font.units_per_em();
        let units = |value: i32| value as f32 / em;
        let mut glyphs = Vec::with_capacity(shaped.len());
        // Backwards, because a cluster ends where the next one starts.
        let (mut start, mut end) = (text.len(), text.len());
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).rev() {
            let cluster = info.cluster as usize;
            if cluster < start {
                (start, end) = (cluster, start);
            }
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                units(position.x_advance),
                units(position.x_offset),
                units(position.y_offset),
                units(position.y_advance),
                start..end,
                None,
            ));
        }
        glyphs.reverse();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { text, glyphs, width }
    }
}

/// The text without what cannot be seen, and a box for what the family lacks.
fn printable(text: &str, face: &Face<'_>) -> String {
    let shown = text.chars().filter(|character| !is_invisible(*character));
    shown.map(|character| visible(character, face)).collect()
}

fn visible(character: char, face: &Face<'_>) -> char {
    if character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}') {
        ' '
    } else if face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0) {
        character
    } else {
        MISSING
    }
}

/// Controls other than white space, marks of direction, joiners and selectors: they say how to draw, not what to read.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Fonts::load(crate::native::FONTS).unwrap().shape(text, Style::regular(10.0)).text
    }

    #[test]
    fn what_the_family_lacks_is_a_box() {
        for (text, expected) in [
            ("Ærø Šķirne Ελλάδα Україна Việt", "Ærø Šķirne Ελλάδα Україна Việt"),
            ("a\tb\nc", "a b c"),
            ("x\u{202e}y\u{0}z\u{feff}", "xyz"),
            ("👩\u{200d}🚀 שלום 漢", "□□ □□□□ □"),
            (") Tj ET", ") Tj ET"),
            ("\u{e000}\u{10ffff}", "□□"),
            ("€\u{a0}1\u{202f}234", "€\u{a0}1\u{202f}234"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_character_of_the_four_languages_is_there() {
        use shared::{billing::wording::wording, language::Language};
        for language in [Language::En, Language::Nl, Language::Fr, Language::De] {
            let words = format!("{:?}", wording(language));
            assert!(!shown(&words).contains(MISSING), "{words}");
        }
    }

    #[test]
    fn tabular_figures_have_one_width() {
        let fonts = Fonts::load(crate::native::FONTS).unwrap();
        for style in [Style::regular(10.0), Style::strong(10.0)] {
            let width = |text| fonts.shape(text, style).width;
            for other in ["8888.88", "1717.74", "7.411,17"] {
                let expected = if other.contains(',') { width("1.111,11") } else { width("1111.11") };
                assert!((width(other) - expected).abs() < 0.001, "{other}");
            }
        }
    }
}
