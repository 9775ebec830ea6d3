//! The end of a document: VAT per rate and totals at the right; beside them how to pay, or how to accept.

use shared::billing::{document::Draft, vat::VatSubtotal, wording};
use shared::format;

use super::{
    composer::{Composer, line_height},
    fonts::{Ink, Style},
    geometry::{LEFT, RIGHT, SMALL_SIZE, TEXT_SIZE, TOTALS_WIDTH, mm},
    payment,
    sheet::Mark,
    subject::Subject,
};

const X: f32 = RIGHT - TOTALS_WIDTH;
const SMALL: Style = Style::regular(SMALL_SIZE).grey();
const TEXT: Style = Style::regular(TEXT_SIZE);
const TAX_WIDTH: f32 = 62.0;
const BASE_WIDTH: f32 = 76.0;
const GAP: f32 = 6.0;
/// Space between two rows.
const LEADING: f32 = 3.0;

pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    composer.y += mm(6.0);
    let rows = wording::total_rows(subject.document.draft());
    let breakdown = &subject.content.totals.vat_breakdown;
    let vat_height = (line_height(TEXT) + LEADING) * breakdown.len() as f32 + 24.0;
    let totals_height = (line_height(TEXT) + LEADING + 3.0) * rows.len() as f32 + 10.0;

    // One block, unless the rates alone fill a page: then they run on, and the totals stand whole after them.
    let whole = (vat_height + totals_height).max(payment::HEIGHT);
    composer.ensure_room(whole.min(mm(220.0)));
    let (page, top) = (composer.sheets.len(), composer.y);
    vat_table(composer, subject, breakdown);
    composer.ensure_room(totals_height);
    totals(composer, subject, &rows);

    let right_bottom = composer.y;
    if page == composer.sheets.len() {
        composer.y = top;
    } else {
        composer.y = right_bottom + mm(4.0);
        composer.ensure_room(payment::HEIGHT);
    }
    let width = X - LEFT - mm(10.0);
    let draft = subject.document.draft();
    let (heading, text, beside) = match draft {
        Draft::Invoice(invoice) => {
            payment::compose(composer, subject, width);
            (subject.words.payment_terms, wording::payment_terms(invoice), false)
        }
        Draft::Quotation(quotation) => {
            let text = wording::acceptance(quotation).join(" ");
            let beside = payment::sentences_fit(composer, &text, width);
            (subject.words.acceptance, text, beside)
        }
        Draft::CreditNote(note) => {
            // A line each: the reason is the tenant's own text, and may end without a full stop.
            let text = wording::correction(note).join("\n");
            let beside = payment::sentences_fit(composer, &text, width);
            (subject.words.credit_note, text, beside)
        }
    };
    if beside {
        payment::sentences(composer, heading, &text, width);
    }
    if page == composer.sheets.len() {
        composer.y = composer.y.max(right_bottom);
    }
    if !beside {
        composer.y += mm(8.0);
        composer.ensure_room(line_height(TEXT) * 3.0);
        composer.paragraph(heading, Style::strong(TEXT_SIZE));
        composer.y += 2.0;
        composer.paragraph(&text, TEXT);
    }
}

fn vat_table(composer: &mut Composer<'_>, subject: &Subject<'_>, breakdown: &[VatSubtotal]) {
    let words = subject.words;
    let y = composer.y;
    composer.text_left(X, y, TOTALS_WIDTH - TAX_WIDTH - BASE_WIDTH - GAP * 2.0, words.vat_rate, SMALL);
    composer.text_right(RIGHT - TAX_WIDTH - GAP, y, BASE_WIDTH, words.taxable_amount, SMALL);
    composer.text_right(RIGHT, y, TAX_WIDTH, words.vat, SMALL);
    composer.y += line_height(SMALL) + 3.0;
    let y = composer.y;
    composer.hairline(X, y, TOTALS_WIDTH);
    composer.y += LEADING;
    for subtotal in breakdown {
        composer.ensure_room(line_height(TEXT) + LEADING);
        let y = composer.y;
        let rate = wording::vat_rate(subtotal.category, subtotal.rate, subject.language);
        let amount = |amount| format::amount(amount, subject.language);
        composer.text_left(X, y, TOTALS_WIDTH - TAX_WIDTH - BASE_WIDTH - GAP * 2.0, &rate, TEXT);
        composer.text_right(RIGHT - TAX_WIDTH - GAP, y, BASE_WIDTH, &amount(subtotal.taxable_amount), TEXT);
        composer.text_right(RIGHT, y, TAX_WIDTH, &amount(subtotal.tax_amount), TEXT);
        composer.y += line_height(TEXT) + LEADING;
    }
    composer.y += 6.0;
}

fn totals(composer: &mut Composer<'_>, subject: &Subject<'_>, rows: &[wording::TotalRow]) {
    let amount_width = TAX_WIDTH + 26.0;
    for (place, row) in rows.iter().enumerate() {
        let last = place.saturating_add(1) == rows.len();
        let style = if row.strong { Style::strong(TEXT_SIZE) } else { Style::regular(TEXT_SIZE) };
        if row.strong || place == 0 {
            let (thickness, ink) = if row.strong { (0.75, Ink::Black) } else { (0.5, Ink::Hairline) };
            let y = composer.y;
            composer.mark(Mark::Rule { x: X, y, width: TOTALS_WIDTH, thickness, ink });
            composer.y += LEADING + 1.0;
        }
        let y = composer.y;
        composer.text_left(X, y, TOTALS_WIDTH - amount_width - GAP, row.label, style);
        // The currency stands once in the column: at the figure that counts.
        let amount = match last {
            true => format::money(row.amount, &subject.content.currency, subject.language),
            false => format::amount(row.amount, subject.language),
        };
        composer.text_right(RIGHT, y, amount_width, &amount, style);
        composer.y += line_height(style) + LEADING;
    }
}
