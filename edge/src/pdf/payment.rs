//! How to pay: account, structured communication in its box, and the code to scan. Only on invoices that ask for money.

use shared::{
    billing::{party::Seller, wording::Wording},
    format,
    money::Amount,
};

use super::{
    composer::{Composer, line_height},
    fonts::Style,
    geometry::{LEFT, SMALL_SIZE, TEXT_SIZE, mm},
    qr::payment_code,
    sheet::Mark,
    subject::Subject,
    text::wrap,
};

/// Side of the code; its quiet zone is the free space around it.
const CODE_SIDE: f32 = mm(28.0);
/// Wider than four modules of any version that an invoice needs.
const QUIET: f32 = mm(5.0);
/// Height that the block never exceeds.
pub(crate) const HEIGHT: f32 = CODE_SIDE + mm(14.0);

const TEXT: Style = Style::regular(TEXT_SIZE);
const LABEL: Style = Style::regular(SMALL_SIZE).grey();
const HEADING: Style = Style::strong(TEXT_SIZE);

/// The block from `composer.y`, at the left edge, in this width. Leaves `composer.y` below it.
pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>, width: f32) {
    let words = subject.words;
    if subject.content.totals.amount_due <= Amount::ZERO {
        sentences(composer, words.payment, words.nothing_to_pay, width);
        return;
    }
    let y = composer.y;
    composer.text_left(LEFT, y, width, words.payment, HEADING);
    let top = composer.y + line_height(HEADING) + 5.0;

    let code = payment_code(subject.document, subject.content.totals.amount_due);
    let text_x = if code.is_some() { LEFT + CODE_SIDE + QUIET } else { LEFT };
    composer.y = top;
    account(composer, text_x, LEFT + width - text_x, &subject.content.seller);
    communication(composer, text_x, LEFT + width - text_x, subject);
    if let Some(code) = code {
        let (x, y) = (LEFT, top + 2.0);
        composer.mark(Mark::Code { x, y, side: CODE_SIDE, code });
        scan_label(composer, y + CODE_SIDE + 5.0, words);
    }
}

/// A heading with sentences under it, at the left edge. For those that [fit](sentences_fit).
pub(crate) fn sentences(composer: &mut Composer<'_>, heading: &str, text: &str, width: f32) {
    let lines = wrap(composer.fonts, text, TEXT, width);
    let y = composer.y;
    composer.text_left(LEFT, y, width, heading, HEADING);
    composer.y = composer.block(LEFT, y + line_height(HEADING) + 3.0, lines, TEXT);
}

/// Whether sentences of this width fit the height of the block.
pub(crate) fn sentences_fit(composer: &Composer<'_>, text: &str, width: f32) -> bool {
    let lines = wrap(composer.fonts, text, TEXT, width).len();
    line_height(HEADING) + 3.0 + line_height(TEXT) * lines as f32 <= HEIGHT
}

fn account(composer: &mut Composer<'_>, x: f32, width: f32, seller: &Seller) {
    let bic = seller.bic.clone().unwrap_or_default();
    for (label, value) in [("IBAN", format::iban(&seller.iban)), ("BIC", bic)] {
        if value.is_empty() {
            continue;
        }
        let y = composer.y;
        composer.text_left(x, y, width, label, LABEL);
        composer.text_left(x, y + line_height(LABEL), width, &value, TEXT);
        composer.y += line_height(LABEL) + line_height(TEXT) + 4.0;
    }
}

fn communication(composer: &mut Composer<'_>, x: f32, width: f32, subject: &Subject<'_>) {
    let Some(communication) = subject.document.structured_communication() else { return };
    const PADDING: f32 = 4.0;
    let y = composer.y;
    composer.text_left(x, y, width, subject.words.structured_communication, LABEL);
    let text = communication.to_string();
    let style = Style::strong(TEXT_SIZE);
    let box_width = (composer.width_of(&text, style) + PADDING * 4.0).min(width);
    let box_top = y + line_height(LABEL) + 2.0;
    composer.mark(Mark::Frame { x, y: box_top, width: box_width, height: line_height(style) + PADDING * 2.0 });
    composer.text_left(x + PADDING * 2.0, box_top + PADDING, box_width - PADDING * 4.0, &text, style);
    composer.y = box_top + line_height(style) + PADDING * 2.0;
}

fn scan_label(composer: &mut Composer<'_>, y: f32, words: &Wording) {
    let run = composer.fonts.shape(words.scan_to_pay, LABEL);
    let width = run.width * LABEL.size;
    // Centred under the code, or from its left edge where the words are wider than the code.
    let x = LEFT + ((CODE_SIDE - width) / 2.0).max(0.0);
    composer.run(x, y, run, LABEL);
    composer.y = composer.y.max(y + line_height(LABEL));
}
