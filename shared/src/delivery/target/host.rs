//! Names of hosts: what a name of DNS is, and which names are never public.

use super::TargetFault;

/// Names at the end of a host that mean something inside a network or nothing at all: special-use names (RFC 6761, RFC 6762,
/// RFC 8375, RFC 9476), `internal` as ICANN reserved it, and what networks use at home and in offices.
const NOT_PUBLIC: [&str; 16] = [
    "alt",
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "test",
    "workgroup",
];

/// Bytes of a host name or of an IPv4 address.
pub(super) fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'
}

/// Judges a host in lower case: a name of DNS with two labels or more, whose last one is public.
pub(super) fn check(host: &str) -> Result<(), TargetFault> {
    if !host.is_ascii() {
        return Err(TargetFault::NotAscii);
    }
    let labels: Vec<&str> = host.split('.').collect();
    let fits = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // A final dot makes an empty label: the same name for DNS, another one for lists.
    if host.len() > 253 || !labels.iter().all(fits) {
        return Err(TargetFault::Host);
    }
    match labels.last() {
        // Readers of addresses take these for IPv4 in decimal, octal or hexadecimal, with one to four parts.
        Some(last) if last.bytes().all(|b| b.is_ascii_digit()) || is_hexadecimal(last) => Err(TargetFault::IpAddress),
        Some(last) if labels.len() < 2 || NOT_PUBLIC.contains(last) => Err(TargetFault::NotPublic),
        Some(_) => Ok(()),
        None => Err(TargetFault::Host),
    }
}

fn is_hexadecimal(label: &str) -> bool {
    label.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
