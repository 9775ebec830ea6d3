//! The foot of every page: what Belgian law asks of a seller's paper (WVV art. 2:20, WER III.25), and the page number.

use shared::{
    billing::{party::Seller, wording::fill},
    format,
};

use super::{
    composer::{Composer, line_height},
    fonts::{Fonts, Ink, Run, Style},
    geometry::{FOOT_BOTTOM, FOOT_GAP, HAIRLINE, LEFT, RIGHT, SHEET_HEIGHT, SMALL_SIZE, WIDTH},
    rich_text::{LaidOut, lay_out},
    sheet::Mark,
    subject::Subject,
    text::wrap_at_most,
};

const STYLE: Style = Style::regular(SMALL_SIZE).grey();
/// Space kept for the page number.
const PAGE_WIDTH: f32 = 80.0;

/// The text of a foot, the same on every page: what the tenant wrote, and below it what the law asks.
pub(crate) struct Foot {
    footer: LaidOut,
    lines: Vec<Run>,
    top: f32,
}

impl Foot {
    pub(crate) fn of(subject: &Subject<'_>, fonts: &Fonts) -> Self {
        let seller = &subject.content.seller;
        let mut lines = Vec::new();
        for text in [registration(subject, seller), contact(seller)] {
            lines.extend(wrap_at_most(fonts, &text, STYLE, WIDTH - PAGE_WIDTH, 3));
        }
        let footer = lay_out(fonts, &subject.content.letterhead.footer, Style::regular(SMALL_SIZE), WIDTH);
        let height = line_height(STYLE) * lines.len().max(1) as f32 + below(&footer);
        Self { footer, lines, top: FOOT_BOTTOM - height - 5.0 }
    }

    /// From the lower edge of the body to that of the sheet.
    pub(crate) fn height(&self) -> f32 {
        SHEET_HEIGHT - self.top + FOOT_GAP
    }

    /// Puts the foot on each page.
    pub(crate) fn stamp(&self, composer: &mut Composer<'_>, subject: &Subject<'_>) {
        let pages = composer.sheets.len();
        let mut stamped = Vec::with_capacity(pages);
        for (place, mut sheet) in std::mem::take(&mut composer.sheets).into_iter().enumerate() {
            sheet.marks.push(Mark::Rule {
                x: LEFT,
                y: self.top,
                width: WIDTH,
                thickness: HAIRLINE,
                ink: Ink::Hairline,
            });
            composer.sheets = vec![sheet];
            self.footer.stamp(composer, LEFT, self.top + 5.0);
            let y = self.top + 5.0 + below(&self.footer);
            composer.block(LEFT, y, self.lines.clone(), STYLE);
            let page = place.saturating_add(1);
            let text = fill(subject.words.page_of, &[("page", page.to_string()), ("pages", pages.to_string())]);
            composer.text_right(RIGHT, y, PAGE_WIDTH - 8.0, &text, STYLE);
            stamped.extend(composer.sheets.pop());
        }
        composer.sheets = stamped;
    }
}

/// From the upper edge of the footer to that of what follows.
fn below(footer: &LaidOut) -> f32 {
    if footer.height > 0.0 { footer.height + 4.0 } else { 0.0 }
}

fn registration(subject: &Subject<'_>, seller: &Seller) -> String {
    let words = subject.words;
    let labelled = |label: &str, value: String| if value.is_empty() { value } else { format!("{label} {value}") };
    joined([
        seller.name.clone(),
        seller.legal_form.clone(),
        labelled(words.registration, format::enterprise_number(&seller.registration)),
        labelled(words.vat, seller.vat_identifier.clone()),
    ])
}

fn contact(seller: &Seller) -> String {
    let iban = if seller.iban.is_empty() { String::new() } else { format!("IBAN {}", format::iban(&seller.iban)) };
    joined([seller.email.clone(), seller.phone.clone(), iban])
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let present: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    present.join(" · ")
}
