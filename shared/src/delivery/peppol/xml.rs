//! XML of strangers, read strictly: bounded in bytes, depth and elements, without a document type, and with every namespace known.

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
    name::ResolveResult,
};

/// A service group with every document type of the network has less than a tenth of this.
pub const BYTES_MAX: usize = 1024 * 1024;
/// The metadata of a service nests nine deep, its signature included.
const DEPTH_MAX: usize = 64;
const ELEMENTS_MAX: usize = 10_000;

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// More than [`BYTES_MAX`] bytes, 64 levels or 10,000 elements.
    #[error("it is too large")]
    TooLarge,
    /// A document type can define entities, and nothing that we read needs one.
    #[error("it has a document type")]
    DocumentType,
    /// Cut off, not nested, not UTF-8, or with an unknown prefix or entity.
    #[error("it is not well-formed XML")]
    Malformed,
}

/// An element with what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Namespace; empty for none.
    pub namespace: String,
    /// Local name.
    pub name: String,
    /// Attributes by their name as it is written.
    pub attributes: Vec<(String, String)>,
    /// All text directly in it.
    pub text: String,
    /// Elements in order.
    pub children: Vec<Self>,
}

impl Element {
    /// Whether it is the element of this namespace and name.
    pub fn is(&self, (namespace, name): (&str, &str)) -> bool {
        self.namespace == namespace && self.name == name
    }

    /// Its elements of this namespace and name.
    pub fn all<'a>(&'a self, named: (&'a str, &'a str)) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(named))
    }

    /// Its first element of this namespace and name.
    pub fn first(&self, (namespace, name): (&str, &str)) -> Option<&Self> {
        self.children.iter().find(|child| child.is((namespace, name)))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Its text without the white space around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim()
    }
}

/// The root of a document.
///
/// # Errors
/// [`XmlFault`].
pub fn read(bytes: &[u8]) -> Result<Element, XmlFault> {
    if bytes.len() > BYTES_MAX {
        return Err(XmlFault::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| XmlFault::Malformed)?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| XmlFault::Malformed)?;
        match event {
            Event::Start(start) => tree.open(&namespace, &start)?,
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content())?,
            Event::CData(text) => tree.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => tree.text(&resolved(&reference)?)?,
            Event::DocType(_) => return Err(XmlFault::DocumentType),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Empty(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

/// The entities that XML has of itself; any other would need a document type.
fn resolved(reference: &BytesRef<'_>) -> Result<String, XmlFault> {
    if let Some(character) = reference.resolve_char_ref().map_err(|_| XmlFault::Malformed)? {
        return Ok(character.to_string());
    }
    let text = match &*reference.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(XmlFault::Malformed),
    };
    Ok(text.to_owned())
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Tree {
    fn open(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<(), XmlFault> {
        self.elements = self.elements.saturating_add(1);
        if self.open.len() >= DEPTH_MAX || self.elements > ELEMENTS_MAX {
            return Err(XmlFault::TooLarge);
        }
        if self.root.is_some() {
            return Err(XmlFault::Malformed);
        }
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.0.to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => return Err(XmlFault::Malformed),
        };
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| XmlFault::Malformed)?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| XmlFault::Malformed)?;
            attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        let name = start.local_name().into_inner().to_owned();
        self.open.push(Element { namespace, name, attributes, ..Element::default() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), XmlFault> {
        let closed = self.open.pop().ok_or(XmlFault::Malformed)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    /// Outside the root there may be white space only.
    fn text(&mut self, text: &str) -> Result<(), XmlFault> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(XmlFault::Malformed),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, XmlFault> {
        if self.open.is_empty() { self.root.ok_or(XmlFault::Malformed) } else { Err(XmlFault::Malformed) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_namespace_text_and_attributes() {
        let root = read(
            b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><a xmlns='urn:a' xmlns:b='urn:b' x='1 &amp; 2'> t<![CDATA[<&]]>&#65;&lt;<b:c/><b:c y='2'>u</b:c></a>\n",
        )
        .unwrap();
        assert!(root.is(("urn:a", "a")));
        assert_eq!(root.trimmed(), "t<&A<");
        assert_eq!(root.attribute("x"), Some("1 & 2"));
        assert_eq!(root.attribute("y"), None);
        assert_eq!(root.all(("urn:b", "c")).count(), 2);
        assert_eq!(root.first(("urn:a", "c")), None);
        assert!(root.first(("urn:b", "c")).is_some_and(|found| found.text.is_empty()));
    }

    #[test]
    fn hostile_texts_are_refused() {
        let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        let bomb = "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>";
        for (text, fault) in [
            ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>".to_owned(), XmlFault::DocumentType),
            (bomb.to_owned(), XmlFault::DocumentType),
            (deep(65), XmlFault::TooLarge),
            (deep(10_000), XmlFault::TooLarge),
            (format!("<a>{}</a>", "<b/>".repeat(10_000)), XmlFault::TooLarge),
            (format!("<a>{}</a>", " ".repeat(2 * 1024 * 1024)), XmlFault::TooLarge),
            ("<a>&undefined;</a>".to_owned(), XmlFault::Malformed),
            ("<a x='&undefined;'/>".to_owned(), XmlFault::Malformed),
            ("<a>&#0;</a>".to_owned(), XmlFault::Malformed),
            ("<a><b></a></b>".to_owned(), XmlFault::Malformed),
            ("<a x='1' x='2'/>".to_owned(), XmlFault::Malformed),
            ("<p:a/>".to_owned(), XmlFault::Malformed),
            ("<a/><a/>".to_owned(), XmlFault::Malformed),
            ("<a/>text".to_owned(), XmlFault::Malformed),
            ("{\"json\": true}".to_owned(), XmlFault::Malformed),
            (String::new(), XmlFault::Malformed),
        ] {
            assert_eq!(read(text.as_bytes()), Err(fault), "{:.60}", text);
        }
        assert!(read(deep(64).as_bytes()).is_ok());
        assert_eq!(read(b"<a>\xff</a>"), Err(XmlFault::Malformed));
    }
}
