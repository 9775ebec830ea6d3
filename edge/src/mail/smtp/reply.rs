//! What an SMTP server says (RFC 5321, section 4.2), and what its EHLO promises.

/// Longest line of a reply. RFC 5321 allows 512 octets; some servers write more.
const LINE_BYTES_MAX: usize = 4096;
/// Most lines of one reply.
const LINES_MAX: usize = 100;

/// A whole reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The code, 200 to 599.
    pub code: u16,
    /// The lines without code and separator.
    pub lines: Vec<String>,
}

/// Why bytes are no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplyFault {
    /// Not three digits and a separator, or another code than the line before.
    #[error("the server does not speak SMTP")]
    Form,
    /// A line or a reply without end.
    #[error("the server's reply is too long")]
    TooLong,
}

impl Reply {
    /// Takes a whole reply off the front of the bytes; none while there is more to come.
    ///
    /// # Errors
    /// [`ReplyFault`], as soon as it is sure.
    pub fn take(bytes: &mut Vec<u8>) -> Result<Option<Self>, ReplyFault> {
        let mut reply = Self::default();
        let mut used = 0_usize;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if line.len() > LINE_BYTES_MAX || reply.lines.len() >= LINES_MAX {
                return Err(ReplyFault::TooLong);
            }
            if line.last() != Some(&b'\n') {
                return Ok(None);
            }
            used = used.saturating_add(line.len());
            let text = String::from_utf8_lossy(line);
            let (code, is_last, text) = parts_of(text.trim_end_matches(['\r', '\n']))?;
            if !reply.lines.is_empty() && reply.code != code {
                return Err(ReplyFault::Form);
            }
            reply.code = code;
            reply.lines.push(text);
            if is_last {
                bytes.drain(..used);
                return Ok(Some(reply));
            }
        }
        Ok(None)
    }

    /// The code and the first words, for people: at most 300 characters without control characters.
    pub fn summary(&self) -> String {
        let text: String = self.lines.join(" ").chars().filter(|c| !c.is_control()).take(300).collect();
        format!("{} {text}", self.code).trim_end().to_owned()
    }
}

fn parts_of(line: &str) -> Result<(u16, bool, String), ReplyFault> {
    let (digits, rest) = line.split_at_checked(3).ok_or(ReplyFault::Form)?;
    let code = digits.parse::<u16>().ok().filter(|code| (200..600).contains(code) && !digits.starts_with('+'));
    let is_last = match rest.chars().next() {
        None | Some(' ') => true,
        Some('-') => false,
        Some(_) => return Err(ReplyFault::Form),
    };
    Ok((code.ok_or(ReplyFault::Form)?, is_last, rest.get(1..).unwrap_or_default().to_owned()))
}

/// What a server promises in its answer to EHLO.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// STARTTLS, RFC 3207.
    pub starttls: bool,
    /// AUTH PLAIN, RFC 4616.
    pub auth_plain: bool,
    /// AUTH LOGIN, never standardised and still the only one of some servers.
    pub auth_login: bool,
    /// 8BITMIME, RFC 6152.
    pub eight_bit_mime: bool,
    /// SMTPUTF8, RFC 6531.
    pub smtp_utf8: bool,
    /// SIZE, RFC 1870: the largest message in octets; 0 stands for no limit and is none here.
    pub size_max: Option<usize>,
    /// Whether SIZE was announced at all.
    pub size: bool,
}

impl Extensions {
    /// Reads the lines after the greeting of an EHLO.
    pub fn of(reply: &Reply) -> Self {
        let mut found = Self::default();
        for line in reply.lines.iter().skip(1) {
            let mut words = line.split_ascii_whitespace().map(str::to_ascii_uppercase);
            match words.next().as_deref() {
                Some("STARTTLS") => found.starttls = true,
                Some("8BITMIME") => found.eight_bit_mime = true,
                Some("SMTPUTF8") => found.smtp_utf8 = true,
                Some("SIZE") => {
                    found.size = true;
                    found.size_max = words.next().and_then(|size| size.parse().ok()).filter(|size| *size > 0);
                }
                Some("AUTH") => words.for_each(|mechanism| match mechanism.as_str() {
                    "PLAIN" => found.auth_plain = true,
                    "LOGIN" => found.auth_login = true,
                    _ => {}
                }),
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(text: &str) -> Result<Option<Reply>, ReplyFault> {
        Reply::take(&mut text.as_bytes().to_vec())
    }

    fn reply(code: u16, lines: &[&str]) -> Reply {
        Reply { code, lines: lines.iter().map(|&line| line.to_owned()).collect() }
    }

    #[test]
    fn replies_are_read() {
        for (text, expected) in [
            ("220 post.example\r\n", reply(220, &["post.example"])),
            ("250\r\n", reply(250, &[""])),
            ("250 ok\n", reply(250, &["ok"])),
            ("250-a\r\n250-b\r\n250 c\r\n", reply(250, &["a", "b", "c"])),
            ("550 5.1.1 r\u{e9}fus\u{e9}\r\n", reply(550, &["5.1.1 r\u{e9}fus\u{e9}"])),
        ] {
            assert_eq!(take(text), Ok(Some(expected)), "{text:?}");
        }
    }

    #[test]
    fn a_reply_that_has_not_ended_is_waited_for() {
        for text in ["", "2", "250", "250 ok", "250-a\r\n", "250-a\r\n250 b"] {
            assert_eq!(take(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_reply_is_refused() {
        let no_end = "2".repeat(LINE_BYTES_MAX + 1);
        let many = "250-a\r\n".repeat(LINES_MAX + 1);
        for (text, fault) in [
            ("HTTP/1.1 200 OK\r\n", ReplyFault::Form),
            ("\r\n", ReplyFault::Form),
            ("25\r\n", ReplyFault::Form),
            ("+25 ok\r\n", ReplyFault::Form),
            ("199 low\r\n", ReplyFault::Form),
            ("600 high\r\n", ReplyFault::Form),
            ("250:ok\r\n", ReplyFault::Form),
            ("250-a\r\n251 b\r\n", ReplyFault::Form),
            ("\u{e9}\u{e9} x\r\n", ReplyFault::Form),
            (no_end.as_str(), ReplyFault::TooLong),
            (many.as_str(), ReplyFault::TooLong),
        ] {
            assert_eq!(take(text), Err(fault), "{text:?}");
        }
    }

    #[test]
    fn only_one_reply_is_taken() {
        let mut bytes = b"220 go\r\n250 smuggled\r\n".to_vec();
        assert_eq!(Reply::take(&mut bytes), Ok(Some(reply(220, &["go"]))));
        assert_eq!(bytes, b"250 smuggled\r\n");
    }

    #[test]
    fn promises_are_read_in_any_case() {
        let lines =
            ["post.example", "starttls", "AUTH LOGIN PLAIN XOAUTH2", "SIZE 1000", "8BITMIME", "SMTPUTF8", "FUTURE"];
        let all = Extensions {
            starttls: true,
            auth_plain: true,
            auth_login: true,
            eight_bit_mime: true,
            smtp_utf8: true,
            size_max: Some(1000),
            size: true,
        };
        assert_eq!(Extensions::of(&reply(250, &lines)), all);
        assert_eq!(Extensions::of(&reply(250, &["STARTTLS"])), Extensions::default());
        let no_limit = Extensions { size: true, ..Extensions::default() };
        assert_eq!(Extensions::of(&reply(250, &["post.example", "SIZE 0"])), no_limit);
    }
}
