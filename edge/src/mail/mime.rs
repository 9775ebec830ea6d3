//! A mail as bytes: headers and parts by RFC 5322 and MIME (RFC 2045 to 2049), written by `mail-builder`.
//!
//! The same mail at the same instant makes the same bytes: Message-ID and boundaries come from the mail itself. No value
//! of a header may hold a control character, so no text of a tenant or customer can add a header of its own.

use jiff::Timestamp;
use mail_builder::{
    MessageBuilder,
    headers::{address::Address, content_type::ContentType, date::Date, text::Text},
    mime::{BodyPart, MimePart},
};
use sha2::{Digest, Sha256};

use crate::platform::mail::{Mail, MailError, Mailbox};

/// Writes a mail that leaves from this address.
///
/// # Errors
/// [`MailError::Refused`] if an address has no `@`, or a header would hold a control character.
pub fn compose(mail: &Mail, from: &str, now: Timestamp) -> Result<Vec<u8>, MailError> {
    let domain = domain_of(from)?;
    check(mail)?;
    let boundary = boundary(mail);
    let readable = multipart(
        "multipart/alternative",
        format!("a{boundary}"),
        vec![MimePart::new("text/plain", mail.text.as_str()), MimePart::new("text/html", mail.html.as_str())],
    );
    let body = if mail.parts.is_empty() {
        readable
    } else {
        let files = mail.parts.iter().map(|part| {
            MimePart::new(content_type(&part.content_type), part.bytes.as_slice()).attachment(part.name.as_str())
        });
        let parts = std::iter::once(readable).chain(files).collect();
        multipart("multipart/mixed", format!("m{boundary}"), parts)
    };
    let mut message = MessageBuilder::new()
        .message_id(format!("{}@{domain}", message_id(&mail.message_id)))
        .date(Date::new(now.as_second()))
        .from(Address::new_address(Some(mail.from_name.as_str()), from))
        .to(address(&mail.to))
        .subject(mail.subject.as_str())
        .header("Content-Language", Text::new(mail.language.tag()))
        // Written by a program: no absence note comes back (RFC 3834, section 5).
        .header("Auto-Submitted", Text::new("auto-generated"));
    if let Some(reply_to) = &mail.reply_to {
        message = message.reply_to(address(reply_to));
    }
    message
        .body(body)
        .write_to_vec()
        .map_err(|error| MailError::Refused { code: None, reason: format!("the mail cannot be written: {error}") })
}

/// The domain of an address.
///
/// # Errors
/// [`MailError::Refused`] if it has none.
pub fn domain_of(address: &str) -> Result<&str, MailError> {
    match address.rsplit_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => Ok(domain),
        _ => Err(refused(format!("{address:?} is not an e-mail address"))),
    }
}

fn check(mail: &Mail) -> Result<(), MailError> {
    let mailboxes = [Some(&mail.to), mail.reply_to.as_ref()];
    for mailbox in mailboxes.into_iter().flatten() {
        domain_of(&mailbox.address)?;
        // Inside <...> of an SMTP command and of a header, these would end the address.
        if mailbox.address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ',' | ';')) {
            return Err(refused(format!("{:?} is not an e-mail address", mailbox.address)));
        }
    }
    let names = mailboxes.into_iter().flatten().flat_map(|it| [Some(it.address.as_str()), it.name.as_deref()]);
    let parts = mail.parts.iter().flat_map(|part| [Some(part.name.as_str()), Some(part.content_type.as_str())]);
    let own = [Some(mail.from_name.as_str()), Some(mail.subject.as_str()), Some(mail.message_id.as_str())];
    match names.chain(parts).chain(own).flatten().find(|value| value.contains(char::is_control)) {
        Some(value) => Err(refused(format!("{value:?} holds a line break or another control character"))),
        None => Ok(()),
    }
}

fn refused(reason: String) -> MailError {
    MailError::Refused { code: None, reason }
}

/// Letters, digits, hyphens and underscores are allowed everywhere in a Message-ID; identifiers of ours hold colons.
fn message_id(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// A boundary that no part can contain by accident or on purpose, because it is a digest of them.
fn boundary(mail: &Mail) -> String {
    let mut digest = Sha256::new();
    for text in [&mail.message_id, &mail.text, &mail.html] {
        digest.update(text.as_bytes());
        digest.update([0]);
    }
    for part in &mail.parts {
        digest.update(&part.bytes);
    }
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn multipart<'a>(kind: &'a str, boundary: String, parts: Vec<MimePart<'a>>) -> MimePart<'a> {
    MimePart::new(ContentType::new(kind).attribute("boundary", boundary), BodyPart::Multipart(parts))
}

/// A media type with its parameters; text says in which characters it is written.
fn content_type(media_type: &str) -> ContentType<'_> {
    let mut pieces = media_type.split(';').map(str::trim);
    let mut content_type = ContentType::new(pieces.next().unwrap_or_default());
    for (name, value) in pieces.filter_map(|piece| piece.split_once('=')) {
        content_type = content_type.attribute(name, value);
    }
    let says_charset = content_type.attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case("charset"));
    if content_type.is_text() && !says_charset { content_type.attribute("charset", "utf-8") } else { content_type }
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    Address::new_address(mailbox.name.as_deref(), mailbox.address.as_str())
}

#[cfg(test)]
mod tests {
    use shared::language::Language;

    use super::*;
    use crate::platform::mail::Part;

    fn mail() -> Mail {
        Mail {
            message_id: "send_document:0192-é".to_owned(),
            from_name: "Schoonmaak „Zoë” & Co".to_owned(),
            reply_to: Some(Mailbox { name: None, address: "info@tenant.example".to_owned() }),
            to: Mailbox { name: Some("André Ångström".to_owned()), address: "andre@site.example".to_owned() },
            subject: "Uw factuur 2026/7 – bedankt".to_owned(),
            text: "Beste André,\n.\nuw factuur\n".to_owned(),
            html: "<p>Beste André</p>".to_owned(),
            parts: vec![Part {
                name: "factuur é.pdf".to_owned(),
                content_type: "application/pdf".to_owned(),
                bytes: vec![0, 13, 10, 255],
            }],
            language: Language::Nl,
        }
    }

    fn composed(mail: &Mail) -> Result<String, MailError> {
        let now = "2026-11-30T08:00:00Z".parse().unwrap();
        compose(mail, "noreply@book.example", now).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn headers_say_who_writes_and_that_it_is_a_program() {
        let text = composed(&mail()).unwrap();
        for line in [
            "Message-ID: <send_document-0192--@book.example>",
            "Date: Mon, 30 Nov 2026 08:00:00 +0000",
            "Reply-To: <info@tenant.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: nl",
            "MIME-Version: 1.0",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} is missing in {text}");
        }
        assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 998), "{text}");
        assert!(text.replace("\r\n", "").find(['\r', '\n']).is_none(), "lines end with CR LF");
    }

    #[test]
    fn the_same_mail_is_the_same_bytes() {
        assert_eq!(composed(&mail()), composed(&mail()));
        let other = Mail { text: "other".to_owned(), ..mail() };
        assert_ne!(boundary(&mail()), boundary(&other));
    }

    #[test]
    fn no_text_adds_a_header() {
        let changes: [fn(&mut Mail, &str); 7] = [
            |mail, text| mail.subject.push_str(text),
            |mail, text| mail.from_name.push_str(text),
            |mail, text| mail.message_id.push_str(text),
            |mail, text| mail.to.name = Some(text.to_owned()),
            |mail, text| mail.to.address.push_str(text),
            |mail, text| mail.reply_to = Some(Mailbox { name: None, address: format!("a@b.example{text}") }),
            |mail, text| {
                for part in &mut mail.parts {
                    part.name.push_str(text);
                }
            },
        ];
        for change in changes {
            for text in ["\r\nBcc: x@y.example", "\nBcc: x@y.example", "\rBcc: x@y.example", "\0"] {
                let mut mail = mail();
                change(&mut mail, text);
                assert!(matches!(composed(&mail), Err(MailError::Refused { .. })), "{text:?} in {mail:?}");
            }
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in
            ["", "an", "@site.example", "an@", "a n@site.example", "<an@site.example>", "a@b.example,c@d.example"]
        {
            let mail = Mail { to: Mailbox { name: None, address: address.to_owned() }, ..mail() };
            assert!(matches!(composed(&mail), Err(MailError::Refused { .. })), "{address:?}");
        }
        assert!(compose(&mail(), "book.example", Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn a_media_type_keeps_its_parameters_and_text_names_its_characters() {
        for (media_type, expected) in [
            ("application/pdf", vec![]),
            ("text/calendar; method=PUBLISH", vec![("method", "PUBLISH"), ("charset", "utf-8")]),
            ("text/csv; charset=us-ascii", vec![("charset", "us-ascii")]),
        ] {
            let read = content_type(media_type);
            let attributes: Vec<_> = read.attributes.iter().map(|(name, value)| (&**name, &**value)).collect();
            assert_eq!(attributes, expected, "{media_type}");
        }
    }
}
