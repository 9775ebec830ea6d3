//! Documents as PDF: A4, made of the document and the files that it names, with its UBL as embedded file. PDF/A-3b, unless the
//! sales conditions follow: PDF/A does not allow pages of another file.
//!
//! A document is laid out as marks on sheets first and painted by krilla then. The same document gives the same bytes: there
//! is no clock in it, so a stored file can be compared with a new one. Never used while a booking is answered.
#![allow(clippy::float_arithmetic, reason = "geometry of a page; no amount is ever a float")]

mod associated;
mod compact;
mod composer;
pub mod conditions;
mod enclosures;
pub mod error;
mod fonts;
mod foot;
mod geometry;
mod head;
mod lines;
mod note;
mod payment;
pub mod qr;
mod rich_text;
#[cfg(test)]
pub(crate) mod samples;
mod sheet;
pub mod subject;
mod text;
mod totals;
mod watermark;

use self::{
    composer::Composer,
    conditions::Conditions,
    error::PdfError,
    fonts::Fonts,
    foot::Foot,
    geometry::{SHEET_HEIGHT, SHEET_WIDTH},
    sheet::Sheet,
    subject::Subject,
};
use crate::platform::ports::FontFiles;

use krilla::{
    SerializeSettings,
    color::rgb,
    configure::{Archival, ConfigurationBuilder},
    image::Image,
    metadata::{DateTime, Metadata},
    page::PageSettings,
};
use shared::billing::{
    document::Document,
    wording::{self},
};

/// The bytes of the files that a document names. Whoever reads them has compared them with their hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosed {
    /// The logo, as PNG.
    pub logo: Option<Vec<u8>>,
    /// The sales conditions.
    pub sales_conditions: Option<Vec<u8>>,
}

/// The document as a PDF file. The same document and files give the same bytes.
///
/// # Errors
/// [`PdfError`]; never for what a document says.
pub fn render(document: &Document, enclosed: Enclosed, fonts: FontFiles) -> Result<Vec<u8>, PdfError> {
    let fonts = Fonts::load(fonts)?;
    let sheets = compose(document, &fonts);
    let content = document.draft().content();
    let accent = parse_color(&content.accent).unwrap_or_else(rgb::Color::black);
    let logo = match (&content.letterhead.logo, enclosed.logo) {
        // PDF/A knows no smoothing of pixels.
        (Some(_), Some(bytes)) => Some(Image::from_png(bytes.into(), false).map_err(|_| PdfError::Logo)?),
        (Some(_), None) => return Err(PdfError::Logo),
        (None, _) => None,
    };
    let conditions = match (&content.sales_conditions, enclosed.sales_conditions) {
        (Some(_), Some(bytes)) => Some(Conditions::read(bytes).map_err(|_| PdfError::Conditions)?),
        (Some(_), None) => return Err(PdfError::Conditions),
        (None, _) => None,
    };
    let configuration = match &conditions {
        Some(conditions) => conditions.configuration(),
        None => ConfigurationBuilder::new().with_archival_validator(Archival::A3_B).finish().ok(),
    };
    let configuration = configuration.ok_or(PdfError::Configuration)?;
    let mut file = krilla::Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    for sheet in &sheets {
        let size = PageSettings::from_wh(SHEET_WIDTH, SHEET_HEIGHT).ok_or(PdfError::Sheet)?;
        let mut page = file.start_page_with(size);
        let mut surface = page.surface();
        sheet.paint(&mut surface, &fonts, accent, logo.as_ref());
        surface.finish();
        sheet.links().for_each(|link| page.add_annotation(link));
        page.finish();
    }
    if let Some(conditions) = &conditions {
        conditions.append(&mut file);
    }
    associated::attach(&mut file, document)?;
    file.set_metadata(metadata(document));
    file.finish().map(compact::compact).map_err(PdfError::Write)
}

fn compose(document: &Document, fonts: &Fonts) -> Vec<Sheet> {
    let content = document.draft().content();
    let language = content.language;
    let subject = Subject { document, content, words: wording::wording(language), language };
    let foot = Foot::of(&subject, fonts);
    let title = wording::title(document);
    let mut composer = Composer::new(fonts, foot.height(), (&content.seller.name, &title));
    head::compose(&mut composer, &subject);
    lines::compose(&mut composer, &subject);
    totals::compose(&mut composer, &subject);
    note::compose(&mut composer, &subject);
    enclosures::compose(&mut composer, &subject);
    foot.stamp(&mut composer, &subject);
    if !document.number().is_given() {
        watermark::stamp(&mut composer, &subject);
    }
    composer.sheets
}

/// The beginning of a document's day of issue: dates come from the document, so that they are the same each time.
fn issued_at(document: &Document) -> DateTime {
    let issued = document.draft().issue_date();
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    DateTime::new(u16::try_from(issued.year()).unwrap_or_default())
        .month(part(issued.month()))
        .day(part(issued.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Dates and ids come from the document.
fn metadata(document: &Document) -> Metadata {
    let draft = document.draft();
    let content = draft.content();
    let seller = without_controls(&content.seller.name);
    let number = without_controls(&document.number().to_string());
    Metadata::new()
        .title(format!("{} {number}", wording::heading(draft)))
        .authors(vec![seller])
        .creator("Bookslip".to_owned())
        .language(content.language.tag().to_owned())
        .creation_date(issued_at(document))
        .document_id(format!("{} {} {number}", draft.series().as_str(), content.seller.registration))
}

/// XML has no place for controls, and metadata is XML.
fn without_controls(text: &str) -> String {
    text.chars().filter(|character| !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')).collect()
}

/// A colour as `#RRGGBB`.
fn parse_color(hex: &str) -> Option<rgb::Color> {
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None; // from_str_radix would read a sign
    }
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at.checked_add(2)?)?, 16).ok();
    Some(rgb::Color::new(channel(0)?, channel(2)?, channel(4)?))
}

#[cfg(test)]
mod tests;
