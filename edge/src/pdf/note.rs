//! What the admin wrote to the buyer (BT-22), below everything else.

use super::{
    composer::{Composer, line_height},
    fonts::Style,
    geometry::TEXT_SIZE,
    subject::Subject,
};

const TEXT: Style = Style::regular(TEXT_SIZE);
const SPACE_ABOVE: f32 = 14.0;

pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    let Some(note) = &subject.content.note else { return };
    composer.y += SPACE_ABOVE;
    for paragraph in note.lines() {
        if paragraph.trim().is_empty() {
            composer.y += line_height(TEXT);
        } else {
            composer.paragraph(paragraph, TEXT);
        }
    }
}
