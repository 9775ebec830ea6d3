//! Elements, texts and amounts of one UBL document. What is empty is not written, and what XML cannot hold is removed.

use std::{
    borrow::Cow,
    fmt::{Display, Write},
};

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::UblError;
use crate::money::Amount;

const COMPONENTS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// A document while it is written. A failure of the writer is kept and told at the end.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    currency: String,
    /// Elements that were entered and have no content yet.
    waiting: Vec<&'static str>,
    /// Where a value becomes a text: one buffer for all of them.
    value: String,
    failed: bool,
}

impl Xml {
    pub(super) fn new(root: &str, namespace: &str, currency: &str) -> Self {
        let writer = Writer::new_with_indent(Vec::with_capacity(8 * 1024), b' ', 2);
        let currency = without_controls(currency).into_owned();
        let mut xml = Self { writer, currency, waiting: Vec::new(), value: String::new(), failed: false };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        let names = [("xmlns", namespace), ("xmlns:cac", COMPONENTS), ("xmlns:cbc", BASICS)];
        xml.event(Event::Start(BytesStart::new(root).with_attributes(names)));
        xml
    }

    /// An element that holds other elements; not written if it stays without them.
    pub(super) fn within(&mut self, name: &'static str, inner: impl FnOnce(&mut Self)) {
        self.waiting.push(name);
        inner(self);
        if self.waiting.pop().is_none() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element with a text.
    pub(super) fn text(&mut self, name: &'static str, text: impl Display) {
        self.leaf(name, BytesStart::new(name), text);
    }

    /// An element with a text, if there is one.
    pub(super) fn option(&mut self, name: &'static str, text: Option<impl Display>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// An element whose text is qualified by one attribute.
    pub(super) fn qualified(&mut self, name: &'static str, attribute: (&str, &str), text: impl Display) {
        let (key, value) = attribute;
        let value = without_controls(value);
        self.leaf(name, BytesStart::new(name).with_attributes([(key, value.as_ref())]), text);
    }

    /// An element whose text is qualified by two attributes.
    pub(super) fn with_attributes(&mut self, name: &'static str, attributes: [(&str, &str); 2], text: impl Display) {
        let kept = attributes.map(|(key, value)| (key, without_controls(value)));
        let start = BytesStart::new(name).with_attributes(kept.iter().map(|(key, value)| (*key, value.as_ref())));
        self.leaf(name, start, text);
    }

    /// An amount in the currency of the document.
    pub(super) fn amount(&mut self, name: &'static str, amount: Amount) {
        self.priced(name, amount);
    }

    /// A price or an amount in the currency of the document.
    pub(super) fn priced(&mut self, name: &'static str, value: impl Display) {
        let start = BytesStart::new(name).with_attributes([("currencyID", self.currency.as_str())]);
        self.leaf(name, start, value);
    }

    /// The document as text.
    pub(super) fn finish(mut self, root: &str) -> Result<String, UblError> {
        self.event(Event::End(BytesEnd::new(root)));
        if self.failed {
            return Err(UblError::Write);
        }
        let mut text = String::from_utf8(self.writer.into_inner()).map_err(|_| UblError::Write)?;
        text.push('\n');
        Ok(text)
    }

    fn leaf(&mut self, name: &'static str, start: BytesStart<'_>, value: impl Display) {
        let mut text = std::mem::take(&mut self.value);
        text.clear();
        self.failed |= write!(text, "{value}").is_err();
        let kept = without_controls(&text);
        let kept = kept.trim();
        if !kept.is_empty() {
            let mut waiting = std::mem::take(&mut self.waiting);
            for ancestor in waiting.drain(..) {
                self.event(Event::Start(BytesStart::new(ancestor)));
            }
            self.waiting = waiting; // empty, and as roomy as before
            self.event(Event::Start(start));
            self.event(Event::Text(BytesText::from_escaped(partial_escape(kept))));
            self.event(Event::End(BytesEnd::new(name)));
        }
        self.value = text;
    }

    fn event(&mut self, event: Event<'_>) {
        self.failed |= self.writer.write_event(event).is_err();
    }
}

fn without_controls(text: &str) -> Cow<'_, str> {
    // Most texts are plain ASCII: there is nothing to look for in them.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|character| is_text(*character)).collect())
}

/// Whether XML 1.0 can hold a character and a reader gives it back as it is: no controls but tab and line feed.
fn is_text(character: char) -> bool {
    match character {
        '\t' | '\n' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => !other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(body: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::new("Root", "urn:x", "EUR");
        body(&mut xml);
        let text = xml.finish("Root").unwrap();
        let (_, inner) = text.split_once("Components-2\">").unwrap();
        inner.strip_suffix("</Root>\n").unwrap().split('\n').map(str::trim).collect()
    }

    #[test]
    fn what_is_empty_is_not_written() {
        let inner = written(|xml| {
            xml.within("a", |xml| {
                xml.within("b", |xml| xml.text("c", " \u{0} "));
                xml.option("d", None::<&str>);
            });
            xml.within("e", |xml| {
                xml.within("f", |xml| xml.text("g", 1));
                xml.within("h", |_| ());
                xml.qualified("i", ("j", "k\"<\u{0}"), "l");
            });
        });
        assert_eq!(inner, "<e><f><g>1</g></f><i j=\"k&quot;&lt;\">l</i></e>");
    }

    #[test]
    fn a_text_stays_a_text() {
        for (text, inner) in [
            ("a & b <c> ]]> \"d\" 'e'", "<t>a &amp; b &lt;c&gt; ]]&gt; \"d\" 'e'</t>"),
            ("&amp;", "<t>&amp;amp;</t>"),
            ("a\u{0}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}b\r", "<t>ab</t>"),
            ("a\r\nb\tc", "<t>ab\tc</t>"),
            ("שלום \u{202e}é🚀", "<t>שלום \u{202e}é🚀</t>"),
        ] {
            assert_eq!(written(|xml| xml.text("t", text)), inner, "{text:?}");
        }
    }
}
