//! A template with its values: one model, and the two parts of the e-mail that are written from it.

use super::{Piece, Placeholder, Template, Values, placeholder::one_line};
use crate::{language::Language, limits};

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text.
    Text(String),
    /// An address (http or https) in the tenant's own words: it is shown as it is and can be clicked on.
    Address(String),
    /// The address of a page that a placeholder names. It is long, so where there is a choice, the words before it are clicked on: see [`labelled`].
    Link(String),
}

/// The words of a line that say where its link leads, and the address: a line of words with a placeholder's link at its end.
pub fn labelled(line: &[Span]) -> Option<(&str, &str)> {
    let [Span::Text(words), Span::Link(address)] = line else { return None };
    let words = words.trim_end_matches([' ', '\u{a0}', '\u{202f}', ':']);
    (!words.trim().is_empty()).then_some((words, address))
}

/// A line of a paragraph.
pub type Line = Vec<Span>;

/// Lines without an empty line between them.
pub type Paragraph = Vec<Line>;

/// An e-mail as it is read: the text part, the HTML part and the preview say the same, because all are made from this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Subject, one line of at most [`limits::MAIL_SUBJECT_CHARS_MAX`] characters.
    pub subject: String,
    /// The paragraphs of the body.
    pub paragraphs: Vec<Paragraph>,
}

impl Template {
    /// Puts the values in. A line whose placeholders are all empty is left out.
    pub fn render(&self, values: &Values) -> Rendered {
        let subject: String = self.subject.iter().map(|piece| text_of(piece, values)).collect();
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut open = Paragraph::new();
        for pieces in &self.body {
            if pieces.iter().all(|piece| matches!(piece, Piece::Text(text) if text.trim().is_empty())) {
                paragraphs.extend(ended(&mut open));
            } else if is_shown(pieces, values) {
                open.push(spans(pieces, values));
            }
        }
        paragraphs.extend(ended(&mut open));
        Rendered { subject: shortened(&one_line(&subject)), paragraphs }
    }
}

fn ended(open: &mut Paragraph) -> Option<Paragraph> {
    Some(std::mem::take(open)).filter(|paragraph| !paragraph.is_empty())
}

fn text_of<'a>(piece: &'a Piece, values: &'a Values) -> &'a str {
    match piece {
        Piece::Text(text) => text,
        Piece::Placeholder(placeholder) => values.get(*placeholder),
    }
}

fn is_shown(pieces: &[Piece], values: &Values) -> bool {
    let mut of_placeholders = pieces.iter().filter_map(|piece| match piece {
        Piece::Placeholder(placeholder) => Some(values.get(*placeholder)),
        Piece::Text(_) => None,
    });
    let has_none = of_placeholders.clone().next().is_none();
    has_none || of_placeholders.any(|value| !value.is_empty())
}

fn spans(pieces: &[Piece], values: &Values) -> Line {
    let mut line = Line::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_linked(&mut line, &one_line_inside(text)),
            Piece::Placeholder(placeholder) => push_value(&mut line, *placeholder, values.get(*placeholder)),
        }
    }
    line
}

/// A value is a link only where its placeholder is one: what a customer typed never becomes an address to click on.
fn push_value(line: &mut Line, placeholder: Placeholder, value: &str) {
    let is_address = placeholder.is_link() && is_web_address(value);
    if is_address {
        line.push(Span::Link(value.to_owned()));
    } else {
        push_text(line, value);
    }
}

fn is_web_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// The tenant's own words: addresses in them can be clicked on.
fn push_linked(line: &mut Line, text: &str) {
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(from.len());
        let (address, _) = from.split_at(end);
        let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        push_text(line, before);
        // A scheme alone leads nowhere.
        if address.ends_with('/') && address.matches('/').count() == 2 {
            push_text(line, address);
        } else {
            line.push(Span::Address(address.to_owned()));
        }
        (_, rest) = from.split_at(address.len());
    }
    push_text(line, rest);
}

fn push_text(line: &mut Line, text: &str) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some(Span::Text(before)) => before.push_str(text),
        _ => line.push(Span::Text(text.to_owned())),
    }
}

/// Tabs and controls become spaces; the spaces at the ends stay, because other pieces stand beside them.
fn one_line_inside(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn shortened(subject: &str) -> String {
    if subject.chars().count() <= limits::MAIL_SUBJECT_CHARS_MAX {
        return subject.to_owned();
    }
    let kept: String = subject.chars().take(limits::MAIL_SUBJECT_CHARS_MAX.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

impl Rendered {
    /// The text part: lines end with LF, and an empty line stands between paragraphs.
    pub fn text(&self) -> String {
        let line = |line: &Line| -> String { line.iter().map(words_of).collect::<String>().trim_end().to_owned() };
        let paragraph = |paragraph: &Paragraph| paragraph.iter().map(line).collect::<Vec<_>>().join("\n");
        let mut text = self.paragraphs.iter().map(paragraph).collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }

    /// The HTML part. Its few styles are inline, because mail programs drop style sheets.
    pub fn html(&self, language: Language) -> String {
        let mut html = String::from("<!DOCTYPE html>\n<html lang=\"");
        html.push_str(language.tag());
        html.push_str(
            "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>",
        );
        push_escaped(&mut html, &self.subject);
        html.push_str("</title></head>\n<body style=\"margin:0;padding:24px;font-family:Helvetica,Arial,sans-serif;");
        html.push_str("font-size:16px;line-height:1.5\">\n<div style=\"max-width:600px;overflow-wrap:anywhere\">\n");
        for paragraph in &self.paragraphs {
            html.push_str("<p style=\"margin:0 0 16px\">");
            for (place, line) in paragraph.iter().enumerate() {
                if place > 0 {
                    html.push_str("<br>\n");
                }
                match labelled(line) {
                    Some((words, address)) => push_link(&mut html, words, address),
                    None => line.iter().for_each(|span| push_span(&mut html, span)),
                }
            }
            html.push_str("</p>\n");
        }
        html.push_str("</div>\n</body></html>\n");
        html
    }
}

fn words_of(span: &Span) -> &str {
    match span {
        Span::Text(text) | Span::Address(text) | Span::Link(text) => text,
    }
}

fn push_span(html: &mut String, span: &Span) {
    match span {
        Span::Text(text) => push_escaped(html, text),
        Span::Address(address) | Span::Link(address) => push_link(html, address, address),
    }
}

fn push_link(html: &mut String, words: &str, address: &str) {
    html.push_str("<a href=\"");
    push_escaped(html, address);
    html.push_str("\">");
    push_escaped(html, words);
    html.push_str("</a>");
}

fn push_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
}
