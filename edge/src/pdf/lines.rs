//! The table of lines. Its heads repeat on every page, and where it breaks the subtotal so far stands on both sides.

use shared::{
    billing::{
        line::{Line, LineKind},
        wording::{self, AllowanceRow},
    },
    format,
    money::Amount,
};

use super::{
    composer::{Composer, line_height},
    fonts::{Ink, Run, Style},
    geometry::{LEFT, RIGHT, SMALL_SIZE, TEXT_SIZE, WIDTH},
    sheet::Mark,
    subject::Subject,
    text::wrap,
};

/// Space above and below the text of a row.
const PADDING: f32 = 5.0;
const GAP: f32 = 8.0;

const TEXT: Style = Style::regular(TEXT_SIZE);
const SMALL: Style = Style::regular(SMALL_SIZE).grey();

/// Columns of figures by their right edges and widths; the description takes what is left of them.
const AMOUNT: Column = Column { right: RIGHT, width: 80.0 };
const VAT: Column = AMOUNT.before(46.0);
const UNIT_PRICE: Column = VAT.before(76.0);
const QUANTITY: Column = UNIT_PRICE.before(52.0);
const DESCRIPTION_WIDTH: f32 = QUANTITY.right - QUANTITY.width - GAP - LEFT;

#[derive(Clone, Copy)]
struct Column {
    right: f32,
    width: f32,
}

impl Column {
    const fn before(self, width: f32) -> Self {
        Self { right: self.right - self.width - GAP, width }
    }
}

pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    let lines = &subject.content.lines;
    // Heads are followed by a row, at least by its first line.
    composer.ensure_room(line_height(SMALL) + 4.0 + PADDING * 2.0 + line_height(TEXT) + carry_height());
    let mut table = Table { composer, subject, subtotal: Some(Amount::ZERO), has_rows: false };
    table.heads();
    let allowances = wording::allowance_rows(subject.content);
    for (place, line) in lines.iter().enumerate() {
        let last = place.saturating_add(1) == lines.len() && allowances.is_empty();
        table.row(line, wording::exemption_under(lines, place), last);
    }
    for (place, allowance) in allowances.iter().enumerate() {
        table.allowance(allowance, place.saturating_add(1) == allowances.len());
    }
}

struct Table<'t, 'c, 's> {
    composer: &'t mut Composer<'c>,
    subject: &'t Subject<'s>,
    /// Sum of the rows so far; none once it is beyond what an amount holds, and then nothing is carried.
    subtotal: Option<Amount>,
    /// Whether a row stands under the heads of this page.
    has_rows: bool,
}

impl Table<'_, '_, '_> {
    fn heads(&mut self) {
        let words = self.subject.words;
        let amount = wording::fill(words.amount, &[("currency", self.subject.content.currency.clone())]);
        let y = self.composer.y;
        self.composer.text_left(LEFT, y, DESCRIPTION_WIDTH, words.description, SMALL);
        for (column, head) in
            [(QUANTITY, words.quantity), (UNIT_PRICE, words.unit_price), (VAT, words.vat), (AMOUNT, &amount)]
        {
            self.composer.text_right(column.right, y, column.width, head, SMALL);
        }
        self.composer.y += line_height(SMALL) + 4.0;
        let y = self.composer.y;
        self.composer.mark(Mark::Rule { x: LEFT, y, width: WIDTH, thickness: 0.75, ink: Ink::Black });
        self.has_rows = false;
    }

    fn row(&mut self, line: &Line, exemption: Option<&str>, last: bool) {
        let language = self.subject.language;
        if line.kind == LineKind::Text {
            let texts = self.description::<&str>(&line.item_name, &[]);
            return self.entry(texts, &[], Amount::ZERO, last);
        }
        let allowances: Vec<String> =
            line.allowances.iter().map(|item| wording::line_allowance(item, language)).collect();
        let notes = std::iter::once(line.item_description.as_str()).chain(allowances.iter().map(String::as_str));
        let texts = self.description(&line.item_name, &notes.chain(exemption).collect::<Vec<_>>());
        let figures = [
            (QUANTITY, wording::quantity(line, language)),
            (UNIT_PRICE, format::unit_price(line.net_price, language)),
            (VAT, wording::vat_rate(line.vat.category, line.vat.rate, language)),
            (AMOUNT, format::amount(line.net_amount, language)),
        ];
        self.entry(texts, &figures, line.net_amount, last);
    }

    /// An allowance or charge of the document: it has no quantity and no price.
    fn allowance(&mut self, row: &AllowanceRow, last: bool) {
        let texts = self.description(&row.label, row.exemption.as_slice());
        let amount = format::amount(row.amount, self.subject.language);
        self.entry(texts, &[(VAT, row.vat_rate.clone()), (AMOUNT, amount)], row.amount, last);
    }

    fn entry(&mut self, texts: Vec<(Run, Style)>, figures: &[(Column, String)], amount: Amount, last: bool) {
        let height = PADDING * 2.0 + texts.iter().map(|(_, style)| line_height(*style)).sum::<f32>();
        let carry = if last { 0.0 } else { carry_height() };
        // A description that is longer than the rest of the page runs on, rather than leave heads without a row.
        if self.has_rows && self.composer.room() < height + carry {
            self.break_page();
        }
        self.has_rows = true;
        self.composer.y += PADDING;
        let y = self.composer.y;
        for (column, figure) in figures {
            self.composer.text_right(column.right, y, column.width, figure, TEXT);
        }
        self.subtotal = self.subtotal.and_then(|sum| sum.plus(amount).ok());
        for (run, style) in texts {
            if self.composer.room() < line_height(style) + carry_height() {
                self.break_page();
                self.composer.y += PADDING;
            }
            let y = self.composer.y;
            self.composer.run(LEFT, y, run, style);
            self.composer.y += line_height(style);
        }
        self.composer.y += PADDING;
        let y = self.composer.y;
        self.composer.hairline(LEFT, y, WIDTH);
    }

    /// A name in full size, and what stands small below it.
    fn description<N: AsRef<str>>(&self, name: &str, notes: &[N]) -> Vec<(Run, Style)> {
        let mut texts: Vec<(Run, Style)> = Vec::new();
        for (text, style) in std::iter::once((name, TEXT)).chain(notes.iter().map(|note| (note.as_ref(), SMALL))) {
            let runs = wrap(self.composer.fonts, text, style, DESCRIPTION_WIDTH);
            texts.extend(runs.into_iter().map(|run| (run, style)));
        }
        if texts.is_empty() {
            texts.push((self.composer.fonts.shape("–", TEXT), TEXT));
        }
        texts
    }

    fn break_page(&mut self) {
        let started = self.subtotal.filter(|sum| !sum.is_zero());
        if let Some(subtotal) = started {
            self.carry(self.subject.words.carried_forward, subtotal);
        }
        self.composer.start_page();
        self.heads();
        if let Some(subtotal) = started {
            self.carry(self.subject.words.brought_forward, subtotal);
            let y = self.composer.y;
            self.composer.hairline(LEFT, y, WIDTH);
        }
    }

    fn carry(&mut self, label: &str, subtotal: Amount) {
        let y = self.composer.y + PADDING;
        self.composer.text_right(VAT.right, y, DESCRIPTION_WIDTH, label, TEXT.grey());
        let amount = format::amount(subtotal, self.subject.language);
        self.composer.text_right(AMOUNT.right, y, AMOUNT.width, &amount, TEXT.grey());
        self.composer.y += carry_height();
    }
}

fn carry_height() -> f32 {
    line_height(TEXT) + PADDING * 2.0
}
