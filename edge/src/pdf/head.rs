//! The top of a document: who sends it, what it is, to whom, and the facts.

use shared::{
    billing::{
        document::Draft,
        letterhead::Logo,
        party::{Address, Buyer, Seller},
        wording::{self, Wording, fill},
    },
    format,
};

use super::{
    composer::{Composer, line_height},
    fonts::{Ink, Style},
    geometry::{
        BUYER_LEFT, LEFT, NAME_SIZE, PARTIES_TOP, RIGHT, SMALL_SIZE, TEXT_SIZE, TITLE_RULE, TITLE_SIZE, TOP, WIDTH, mm,
    },
    rich_text::lay_out,
    sheet::Mark,
    subject::Subject,
    text::wrap_at_most,
};

/// A name or an address of the longest allowed parts fits; what is longer ends with an ellipsis.
const PARTY_LINES_MAX: usize = 3;

pub(crate) fn compose(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    let rule = title(composer, subject);
    let content = subject.content;
    // Below a large letterhead everything moves down by as much as it needs.
    composer.y = PARTIES_TOP + rule - TITLE_RULE;
    let seller_bottom =
        party(composer, LEFT, BUYER_LEFT - LEFT - mm(8.0), &seller_lines(&content.seller, subject.words));
    let home = &content.seller.address.country;
    let buyer_bottom =
        party(composer, BUYER_LEFT, RIGHT - BUYER_LEFT, &buyer_lines(&content.buyer, home, subject.words));
    composer.y = seller_bottom.max(buyer_bottom).max(composer.y + mm(37.0)) + mm(6.0);
    facts(composer, subject);
}

/// The letterhead, or the seller's name, and the title beside it; answers where the rule below them stands.
fn title(composer: &mut Composer<'_>, subject: &Subject<'_>) -> f32 {
    let half = WIDTH / 2.0 - mm(3.0);
    let letterhead = &subject.content.letterhead;
    let bottom = if letterhead.header.is_empty() && letterhead.logo.is_none() {
        let name_style = Style::strong(NAME_SIZE);
        let name = wrap_at_most(composer.fonts, &subject.content.seller.name, name_style, half, 2);
        composer.block(LEFT, TOP, name, name_style);
        TOP
    } else {
        let header = lay_out(composer.fonts, &letterhead.header, Style::regular(TEXT_SIZE), half);
        let logo_bottom = letterhead.logo.as_ref().map_or(TOP, |logo| place_logo(composer, logo));
        let gap = if logo_bottom > TOP && header.height > 0.0 { mm(3.0) } else { 0.0 };
        header.stamp(composer, LEFT, logo_bottom + gap);
        logo_bottom + gap + header.height
    };
    let rule = TITLE_RULE.max(bottom + mm(4.0));

    let number = subject.document.number().to_string();
    let heading = format!("{} {number}", wording::heading(subject.document.draft()));
    composer.text_right(RIGHT, TOP - 3.0, half, &heading, Style::strong(TITLE_SIZE));
    composer.mark(Mark::Rule { x: LEFT, y: rule, width: WIDTH, thickness: 1.5, ink: Ink::Accent });
    rule
}

/// The logo at the top left, as large as it may be without its pixels showing; answers its lower edge.
fn place_logo(composer: &mut Composer<'_>, logo: &Logo) -> f32 {
    const WIDTH_MAX: f32 = mm(60.0);
    const HEIGHT_MAX: f32 = mm(20.0);
    /// A small picture is printed at 150 dots per inch at the least.
    const PIXEL_MAX: f32 = 72.0 / 150.0;
    let (width, height) = (logo.width.max(1) as f32, logo.height.max(1) as f32);
    let scale = PIXEL_MAX.min(WIDTH_MAX / width).min(HEIGHT_MAX / height);
    composer.mark(Mark::Logo { x: LEFT, y: TOP, width: width * scale, height: height * scale });
    TOP + height * scale
}

/// The lines of a party: what they say, and whether they stand out.
type PartyLine = (String, Style);

fn party(composer: &mut Composer<'_>, x: f32, width: f32, lines: &[PartyLine]) -> f32 {
    let mut y = composer.y;
    for (text, style) in lines {
        let runs = wrap_at_most(composer.fonts, text, *style, width, PARTY_LINES_MAX);
        y = composer.block(x, y, runs, *style);
    }
    y
}

fn seller_lines(seller: &Seller, words: &Wording) -> Vec<PartyLine> {
    let plain = Style::regular(TEXT_SIZE);
    let mut lines = vec![(seller.name.clone(), Style::strong(TEXT_SIZE))];
    lines.extend(address_lines(&seller.address).map(|line| (line, plain)));
    lines.extend(vat_line(Some(&seller.vat_identifier), words));
    for contact in [&seller.email, &seller.phone] {
        lines.push((contact.clone(), plain.grey()));
    }
    lines.retain(|(text, _)| !text.trim().is_empty());
    lines
}

fn buyer_lines(buyer: &Buyer, home: &str, words: &Wording) -> Vec<PartyLine> {
    let plain = Style::regular(TEXT_SIZE);
    let mut lines = vec![(buyer.name.clone(), Style::strong(TEXT_SIZE))];
    lines.extend(buyer.contact.as_ref().map(|name| (fill(words.attention, &[("name", name.clone())]), plain)));
    match &buyer.address {
        Some(address) => {
            lines.extend(address_lines(address).map(|line| (line, plain)));
            if address.country != home {
                lines.push((address.country.clone(), plain));
            }
        }
        // Without an address the e-mail tells two people of one name apart.
        None => lines.push((buyer.email.clone(), plain.grey())),
    }
    lines.extend(vat_line(buyer.vat_identifier.as_deref(), words));
    lines.retain(|(text, _)| !text.trim().is_empty());
    lines
}

fn address_lines(address: &Address) -> impl Iterator<Item = String> + use<> {
    let city = format!("{} {}", address.postal_code, address.city);
    [address.street.clone(), city].into_iter()
}

fn vat_line(identifier: Option<&str>, words: &Wording) -> Option<PartyLine> {
    let identifier = identifier.filter(|identifier| !identifier.is_empty())?;
    Some((format!("{} {identifier}", words.vat), Style::regular(TEXT_SIZE).grey()))
}

/// A fact: its label and its value.
type Fact = (&'static str, String);

fn listed(subject: &Subject<'_>) -> Vec<Fact> {
    let words = subject.words;
    let date = |date| format::date(date, subject.language);
    let draft = subject.document.draft();
    let mut facts = vec![(words.issue_date, date(draft.issue_date()))];
    match draft {
        Draft::Invoice(invoice) => {
            facts.push((words.due_date, date(invoice.due_date)));
            facts.extend(invoice.quotation_number.iter().map(|number| (words.quote, number.clone())));
        }
        Draft::Quotation(quotation) => facts.push((words.valid_until, date(quotation.valid_until))),
        Draft::CreditNote(note) => facts.push((words.invoice, note.preceding.number.clone())),
    }
    let content = subject.content;
    facts.extend(content.buyer_reference.iter().map(|reference| (words.buyer_reference, reference.clone())));
    facts.extend(content.order_reference.iter().map(|order| (words.order_reference, order.clone())));
    facts.extend(content.delivery_date.map(|day| (words.delivery_date, date(day))));
    facts.extend(content.booking.iter().map(|booking| (words.booking, booking.reference.clone())));
    facts
}

/// The band of facts: each as wide as it is, on as many rows as they need, and the appointment in what is left, where it
/// may take several lines.
fn facts(composer: &mut Composer<'_>, subject: &Subject<'_>) {
    const GAP: f32 = 20.0;
    /// Five of them leave room for an appointment.
    const WIDTH_MAX: f32 = 86.0;
    /// Smaller than this part of its size nothing is easily read: a longer reference takes the room that it needs.
    const SCALE_MIN: f32 = 0.8;
    const APPOINTMENT_MIN: f32 = 96.0;
    const ROW_GAP: f32 = 4.0;
    let (label_style, value_style) = (Style::regular(SMALL_SIZE).grey(), Style::regular(TEXT_SIZE));
    let row_height = line_height(label_style) + line_height(value_style);
    let y = composer.y;
    composer.hairline(LEFT, y, WIDTH);
    let (mut x, mut label_y) = (LEFT, composer.y + 6.0);
    for (label, value) in listed(subject) {
        let natural = composer.width_of(label, label_style).max(composer.width_of(&value, value_style));
        let width = if natural * SCALE_MIN <= WIDTH_MAX { natural.min(WIDTH_MAX) } else { natural.min(WIDTH) };
        if x > LEFT && x + width > RIGHT {
            (x, label_y) = (LEFT, label_y + row_height + ROW_GAP);
        }
        composer.text_left(x, label_y, width, label, label_style);
        composer.text_left(x, label_y + line_height(label_style), width, &value, value_style);
        x += width + GAP;
    }
    let mut bottom = label_y + row_height;
    if let Some(booking) = &subject.content.booking {
        if RIGHT - x < APPOINTMENT_MIN {
            (x, label_y) = (LEFT, bottom + ROW_GAP);
        }
        let appointment = format::period(&booking.local_starts_at, &booking.local_ends_at, subject.language);
        composer.text_left(x, label_y, RIGHT - x, subject.words.appointment, label_style);
        let lines = wrap_at_most(composer.fonts, &appointment, value_style, RIGHT - x, 3);
        bottom = composer.block(x, label_y + line_height(label_style), lines, value_style).max(bottom);
    }
    composer.y = bottom + 6.0;
    let y = composer.y;
    composer.hairline(LEFT, y, WIDTH);
    composer.y += mm(8.0);
}
