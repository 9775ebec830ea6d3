//! Questions and answers of DNS in wire format (RFC 1035), as they travel over HTTPS (RFC 8484): NAPTR (RFC 3403), A and AAAA.
//!
//! The reader takes nothing on trust: every length is checked, a compressed name only points backwards, and an answer to another
//! question is refused.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

const A: u16 = 1;
const AAAA: u16 = 28;
const NAPTR: u16 = 35;
const INTERNET: u16 = 1;
/// Fixed part of a message.
const HEADER_BYTES: usize = 12;
const LABEL_BYTES_MAX: usize = 63;
const NAME_BYTES_MAX: usize = 255;
/// An answer of a hundred records is no answer about a host.
const RECORDS_MAX: u16 = 100;
/// Above this a message does not come from DNS.
pub const MESSAGE_BYTES_MAX: usize = 65_535;

/// What is asked about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordType {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Where a service is found.
    Naptr,
}

impl RecordType {
    fn code(self) -> u16 {
        match self {
            Self::A => A,
            Self::Aaaa => AAAA,
            Self::Naptr => NAPTR,
        }
    }
}

/// A record that says where a service is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naptr {
    /// Lower comes first.
    pub order: u16,
    /// Among records of one order: lower comes first.
    pub preference: u16,
    /// What the replacement is.
    pub flags: String,
    /// What is offered.
    pub service: String,
    /// How the name becomes the address.
    pub regexp: String,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The records of the kinds that are read here; may be empty.
    Records {
        /// Where services are found.
        naptr: Vec<Naptr>,
        /// Addresses of the host.
        addresses: Vec<IpAddr>,
    },
    /// There is no such name (NXDOMAIN).
    NoSuchName,
    /// The server could not answer, with its code.
    Failed(u8),
}

/// The bytes are no answer to the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an answer of DNS to this question")]
pub struct Malformed;

/// The question as a message; none for a name that DNS does not have. Its id is zero, so that HTTP can cache it (RFC 8484 4.1).
pub fn question(name: &str, kind: RecordType) -> Option<Vec<u8>> {
    // Recursion desired, one question.
    let mut message = vec![0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    message.extend(encoded(name)?);
    message.extend(kind.code().to_be_bytes());
    message.extend(INTERNET.to_be_bytes());
    Some(message)
}

fn encoded(name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for label in name.trim_end_matches('.').split('.') {
        let length = u8::try_from(label.len()).ok().filter(|_| (1..=LABEL_BYTES_MAX).contains(&label.len()))?;
        bytes.push(length);
        bytes.extend(label.bytes());
    }
    bytes.push(0);
    (bytes.len() <= NAME_BYTES_MAX).then_some(bytes)
}

/// Reads the answer to a question of [`question`].
///
/// # Errors
/// [`Malformed`] for what is no whole answer to exactly this question.
pub fn read(message: &[u8], name: &str, kind: RecordType) -> Result<Answer, Malformed> {
    if message.len() > MESSAGE_BYTES_MAX {
        return Err(Malformed);
    }
    let mut reader = Reader { message, at: 0 };
    let (_id, flags) = (reader.number()?, reader.number()?);
    let [questions, answers] = [reader.number()?, reader.number()?];
    let (is_answer, is_cut) = (flags & 0x8000 != 0, flags & 0x0200 != 0);
    if !is_answer || is_cut || questions != 1 || answers > RECORDS_MAX {
        return Err(Malformed);
    }
    reader.at = HEADER_BYTES;
    let asked = reader.name()?;
    let same_name = asked.eq_ignore_ascii_case(name.trim_end_matches('.').as_bytes());
    if !same_name || reader.number()? != kind.code() || reader.number()? != INTERNET {
        return Err(Malformed);
    }
    match flags.to_be_bytes()[1] & 0x0f {
        0 => reader.records(answers, kind),
        3 => Ok(Answer::NoSuchName),
        code => Ok(Answer::Failed(code)),
    }
}

struct Reader<'a> {
    message: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let end = self.at.checked_add(count).ok_or(Malformed)?;
        let bytes = self.message.get(self.at..end).ok_or(Malformed)?;
        self.at = end;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.take(N)?.try_into().map_err(|_| Malformed)
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn number(&mut self) -> Result<u16, Malformed> {
        self.array().map(u16::from_be_bytes)
    }

    /// A name, compressed or not. A pointer leads to what was written before it, so no name goes on for ever.
    fn name(&mut self) -> Result<Vec<u8>, Malformed> {
        let mut name = Vec::new();
        let mut after = None;
        let mut before = self.at;
        loop {
            let length = self.byte()?;
            match length >> 6 {
                0 if length == 0 => break,
                0 => {
                    if !name.is_empty() {
                        name.push(b'.');
                    }
                    name.extend(self.take(usize::from(length))?);
                    if name.len() > NAME_BYTES_MAX {
                        return Err(Malformed);
                    }
                }
                3 => {
                    let target = usize::from(u16::from_be_bytes([length & 0x3f, self.byte()?]));
                    if target >= before {
                        return Err(Malformed);
                    }
                    after.get_or_insert(self.at);
                    (before, self.at) = (target, target);
                }
                _ => return Err(Malformed),
            }
        }
        self.at = after.unwrap_or(self.at);
        Ok(name)
    }

    fn character_string(&mut self) -> Result<String, Malformed> {
        let length = self.byte()?;
        String::from_utf8(self.take(usize::from(length))?.to_vec()).map_err(|_| Malformed)
    }

    fn records(&mut self, count: u16, kind: RecordType) -> Result<Answer, Malformed> {
        let (mut naptr, mut addresses) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let _owner = self.name()?;
            let [found, class] = [self.number()?, self.number()?];
            let _time_to_live: [u8; 4] = self.array()?;
            let end = usize::from(self.number()?).checked_add(self.at).ok_or(Malformed)?;
            if class == INTERNET && found == kind.code() {
                match kind {
                    RecordType::Naptr => naptr.push(self.naptr()?),
                    RecordType::A => addresses.push(IpAddr::V4(Ipv4Addr::from(self.array::<4>()?))),
                    RecordType::Aaaa => addresses.push(IpAddr::V6(Ipv6Addr::from(self.array::<16>()?))),
                }
                if self.at != end {
                    return Err(Malformed);
                }
            }
            // Other records, such as the aliases on the way, are skipped whole.
            if end > self.message.len() {
                return Err(Malformed);
            }
            self.at = end;
        }
        Ok(Answer::Records { naptr, addresses })
    }

    fn naptr(&mut self) -> Result<Naptr, Malformed> {
        let record = Naptr {
            order: self.number()?,
            preference: self.number()?,
            flags: self.character_string()?,
            service: self.character_string()?,
            regexp: self.character_string()?,
        };
        let _replacement = self.name()?;
        Ok(record)
    }
}

#[cfg(test)]
mod tests;
