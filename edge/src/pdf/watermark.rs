//! The word across every page of a draft: it has no number yet, and nobody takes it for the document.

use super::{
    composer::Composer,
    fonts::{Ink, Style, Weight},
    geometry::WIDTH,
    sheet::Mark,
    subject::Subject,
};

/// Share of the text's width that the word takes; turned by an eighth it then stays on the sheet.
const SHARE: f32 = 0.95;
const LARGEST: f32 = 130.0;
const STYLE: Style = Style { weight: Weight::SemiBold, size: LARGEST, ink: Ink::Faint, is_italic: false };

/// Puts the word under everything else.
pub(crate) fn stamp(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    let run = composer.fonts.shape(&subject.words.draft.to_uppercase(), STYLE);
    let style = Style { size: (WIDTH * SHARE / run.width.max(1.0)).min(LARGEST), ..STYLE };
    for sheet in &mut composer.sheets {
        sheet.marks.insert(0, Mark::Watermark { run: run.clone(), style });
    }
}
