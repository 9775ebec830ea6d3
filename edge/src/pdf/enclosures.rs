//! What is sent with the document: the names of its attachments, and that the sales conditions follow.

use shared::billing::wording::fill;

use super::{
    composer::{Composer, line_height},
    fonts::Style,
    geometry::TEXT_SIZE,
    subject::Subject,
};

const TEXT: Style = Style::regular(TEXT_SIZE);
const SPACE_ABOVE: f32 = 14.0;

pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    let content = subject.content;
    let mut sentences = Vec::new();
    if !content.attachments.is_empty() {
        let names: Vec<&str> = content.attachments.iter().map(|file| file.file_name.as_str()).collect();
        sentences.push(format!("{}: {}", subject.words.attachments, names.join(", ")));
    }
    if let Some(conditions) = &content.sales_conditions {
        let pages = conditions.pages.to_string();
        sentences.push(fill(subject.words.sales_conditions_follow, &[("pages", pages)]));
    }
    if !sentences.is_empty() {
        composer.y += SPACE_ABOVE;
    }
    for sentence in sentences {
        composer.ensure_room(line_height(TEXT));
        composer.paragraph(&sentence, TEXT);
    }
}
