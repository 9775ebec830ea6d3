//! Files inside of an e-invoice (BG-24): the invoice as PDF, and the attachments that Peppol carries.

use base64::{display::Base64Display, engine::general_purpose::STANDARD};

use super::xml::Xml;

/// A file that travels inside of the UBL.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// Supporting document reference (BT-122).
    pub reference: &'a str,
    /// What it is, for people (BT-123); not written where it is empty.
    pub description: &'a str,
    /// Media type of the code list MimeCode (BT-125-1).
    pub media_type: &'a str,
    /// File name (BT-125-2).
    pub file_name: &'a str,
    /// Content (BT-125).
    pub bytes: &'a [u8],
}

/// One reference per file.
pub(super) fn write(xml: &mut Xml, files: &[Embedded<'_>]) {
    for file in files {
        xml.within("cac:AdditionalDocumentReference", |xml| {
            xml.text("cbc:ID", file.reference);
            xml.text("cbc:DocumentDescription", file.description);
            xml.within("cac:Attachment", |xml| {
                let attributes = [("mimeCode", file.media_type), ("filename", file.file_name)];
                let name = "cbc:EmbeddedDocumentBinaryObject";
                xml.with_attributes(name, attributes, Base64Display::new(file.bytes, &STANDARD));
            });
        });
    }
}
