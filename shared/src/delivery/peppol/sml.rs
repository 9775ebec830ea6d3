//! The SML of Peppol: DNS, where the name of a participant leads to its SMP.

use sha2::{Digest, Sha256};

use super::{Participant, dns::Naptr, participant::PARTICIPANT_SCHEME};

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// What a NAPTR record of an SMP offers.
const SERVICE: &str = "Meta:SMP";

/// Which network is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// Where real documents go.
    #[default]
    Production,
    /// Where access points test.
    Test,
}

impl Zone {
    /// Name in the configuration and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Test => "test",
        }
    }

    /// The zone of a name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Production, Self::Test].into_iter().find(|zone| zone.as_str() == text)
    }

    fn domain(self) -> &'static str {
        match self {
            Self::Production => "participant.sml.prod.tech.peppol.org",
            Self::Test => "participant.sml.test.tech.peppol.org",
        }
    }
}

/// The name whose NAPTR record leads to the participant's SMP: BASE32 of the SHA-256 of the identifier, its scheme, the zone.
pub fn host_name(participant: &Participant, zone: Zone) -> String {
    let label = base32(&Sha256::digest(participant.to_string()));
    format!("{label}.{PARTICIPANT_SCHEME}.{}", zone.domain())
}

/// RFC 4648 without padding.
fn base32(bytes: &[u8]) -> String {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1)).collect::<Vec<_>>();
    let symbol = |five: &[u8]| five.iter().fold(0u8, |value, bit| value << 1 | bit) << (5 - five.len());
    bits.chunks(5).filter_map(|five| ALPHABET.get(usize::from(symbol(five)))).map(|byte| char::from(*byte)).collect()
}

/// The address of the SMP that the records name; none where no record names one. The lowest order and preference counts.
pub fn smp_address(records: &[Naptr]) -> Option<String> {
    let mut records: Vec<_> = records.iter().filter_map(|record| Some((record, address(record)?))).collect();
    records.sort_by_key(|(record, _)| (record.order, record.preference));
    records.into_iter().next().map(|(_, address)| address)
}

/// Flag `U` ends the search with an address: the expression replaces the whole name by it.
fn address(record: &Naptr) -> Option<String> {
    if !record.flags.eq_ignore_ascii_case("u") || !record.service.eq_ignore_ascii_case(SERVICE) {
        return None;
    }
    let delimiter = record.regexp.chars().next()?;
    let mut parts = record.regexp.split(delimiter);
    let (_, pattern, address) = (parts.next()?, parts.next()?, parts.next()?);
    let takes_all = matches!(pattern, ".*" | "^.*$");
    (takes_all && !address.is_empty()).then(|| address.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_are_published() {
        for (participant, label) in [
            ("0208:0739484052", "U4WYVVUJSKCLN6AXA7QRRFID2ZEGEXKQLZZFMZQKB6YM2LVVZIJA"),
            ("0192:986252932", "JGPA45E5TP5QNMA3C3XUXV6V4ZE4LHDYW6AL2HZYU3NRLUFX3D3A"),
        ] {
            let participant = Participant::parse(participant).unwrap();
            assert_eq!(
                host_name(&participant, Zone::Production),
                format!("{label}.iso6523-actorid-upis.participant.sml.prod.tech.peppol.org")
            );
            assert_eq!(
                host_name(&participant, Zone::Test),
                format!("{label}.iso6523-actorid-upis.participant.sml.test.tech.peppol.org")
            );
        }
    }

    #[test]
    fn case_makes_no_other_name() {
        let names: Vec<_> = ["9925:BE0477472701", "9925:be0477472701"]
            .into_iter()
            .map(|text| host_name(&Participant::parse(text).unwrap(), Zone::Production))
            .collect();
        assert_eq!(names.first(), names.last());
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        for (text, encoded) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(text.as_bytes()), encoded);
        }
    }

    #[test]
    fn a_record_names_an_address() {
        let record = |order, flags: &str, service: &str, regexp: &str| Naptr {
            order,
            preference: 10,
            flags: flags.into(),
            service: service.into(),
            regexp: regexp.into(),
        };
        for (regexp, expected) in [
            ("!.*!https://smp.example.com!", Some("https://smp.example.com")),
            ("!^.*$!https://smp.example.com/peppol/!", Some("https://smp.example.com/peppol")),
            ("/.*/nothing", Some("nothing")),
            ("!.*!!", None),
            ("!x!https://smp.example.com!", None),
            ("!.*", None),
            ("", None),
        ] {
            let found = smp_address(&[record(100, "U", "Meta:SMP", regexp)]);
            assert_eq!(found.as_deref(), expected, "{regexp}");
        }
        let records = [
            record(200, "u", "meta:smp", "!.*!https://second.example!"),
            record(100, "U", "Meta:SMP", "!.*!https://first.example!"),
            record(1, "S", "Meta:SMP", "!.*!https://other-flag.example!"),
            record(1, "U", "E2U+sip", "!.*!sip:other@service.example!"),
        ];
        assert_eq!(smp_address(&records).as_deref(), Some("https://first.example"));
        assert_eq!(smp_address(&[]), None);
    }
}
