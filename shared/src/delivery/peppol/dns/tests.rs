use proptest::prelude::*;

use super::*;

const NAME: &str = "ABC.iso6523-actorid-upis.participant.sml.test.tech.peppol.org";

fn character_string(text: &str) -> Vec<u8> {
    let mut bytes = vec![u8::try_from(text.len()).unwrap()];
    bytes.extend(text.bytes());
    bytes
}

/// An answer with these records, each owned by a pointer to the name of the question.
fn message(flags: u16, kind: u16, records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![0, 0];
    bytes.extend(flags.to_be_bytes());
    bytes.extend([0, 1]);
    bytes.extend(u16::try_from(records.len()).unwrap().to_be_bytes());
    bytes.extend([0, 0, 0, 0]);
    bytes.extend(encoded(NAME).unwrap());
    bytes.extend(kind.to_be_bytes());
    bytes.extend([0, 1]);
    for (kind, data) in records {
        bytes.extend([0xc0, 12]);
        bytes.extend(kind.to_be_bytes());
        bytes.extend([0, 1, 0, 0, 0, 60]);
        bytes.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(data);
    }
    bytes
}

fn naptr(regexp: &str) -> Vec<u8> {
    let mut data = vec![0, 100, 0, 10];
    for text in ["U", "Meta:SMP", regexp] {
        data.extend(character_string(text));
    }
    data.push(0);
    data
}

#[test]
fn a_question_is_written_as_rfc_1035_has_it() {
    let bytes = question("a.example", RecordType::Naptr).unwrap();
    assert_eq!(bytes, b"\0\0\x01\0\0\x01\0\0\0\0\0\0\x01a\x07example\0\0\x23\0\x01");
    for name in ["", "a..b", &"x".repeat(64), &["x"; 130].join(".")] {
        assert_eq!(question(name, RecordType::A), None, "{name}");
    }
}

#[test]
fn records_are_read() {
    let bytes = message(0x8180, NAPTR, &[(NAPTR, naptr("!.*!https://smp.example!"))]);
    let Ok(Answer::Records { naptr: found, addresses }) = read(&bytes, &NAME.to_lowercase(), RecordType::Naptr) else {
        panic!("no records");
    };
    assert!(addresses.is_empty());
    assert_eq!(
        found,
        [Naptr {
            order: 100,
            preference: 10,
            flags: "U".into(),
            service: "Meta:SMP".into(),
            regexp: "!.*!https://smp.example!".into()
        }]
    );
    // An alias on the way, then the address.
    let bytes = message(0x8180, A, &[(5, encoded("cdn.example").unwrap()), (A, vec![192, 0, 2, 1])]);
    assert_eq!(
        read(&bytes, NAME, RecordType::A),
        Ok(Answer::Records { naptr: vec![], addresses: vec!["192.0.2.1".parse().unwrap()] })
    );
    let bytes = message(0x8180, AAAA, &[(AAAA, vec![0; 16])]);
    assert_eq!(
        read(&bytes, NAME, RecordType::Aaaa),
        Ok(Answer::Records { naptr: vec![], addresses: vec!["::".parse().unwrap()] })
    );
}

#[test]
fn what_the_server_says_instead() {
    for (flags, answer) in [
        (0x8180, Ok(Answer::Records { naptr: vec![], addresses: vec![] })),
        (0x8183, Ok(Answer::NoSuchName)),
        (0x8182, Ok(Answer::Failed(2))),
        (0x8185, Ok(Answer::Failed(5))),
        (0x0180, Err(Malformed)), // a question
        (0x8380, Err(Malformed)), // cut
    ] {
        assert_eq!(read(&message(flags, NAPTR, &[]), NAME, RecordType::Naptr), answer, "{flags:x}");
    }
    let bytes = message(0x8180, NAPTR, &[]);
    assert_eq!(read(&bytes, "other.example", RecordType::Naptr), Err(Malformed));
    assert_eq!(read(&bytes, NAME, RecordType::A), Err(Malformed));
    assert_eq!(read(&vec![0; MESSAGE_BYTES_MAX + 1], NAME, RecordType::A), Err(Malformed));
}

#[test]
fn half_an_answer_is_none() {
    let bytes = message(0x8180, NAPTR, &[(NAPTR, naptr("!.*!https://smp.example!"))]);
    for length in 0..bytes.len() {
        assert_eq!(read(&bytes[..length], NAME, RecordType::Naptr), Err(Malformed), "{length}");
    }
}

#[test]
fn names_that_never_end_are_refused() {
    for pointer in [[0xc0, 12], [0xc0, 200], [0xff, 0xff]] {
        let mut bytes = message(0x8180, A, &[]);
        bytes.truncate(HEADER_BYTES);
        bytes.extend(pointer);
        bytes.extend([0, 1, 0, 1]);
        assert_eq!(read(&bytes, NAME, RecordType::A), Err(Malformed), "{pointer:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn noise_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut whole = message(0x8180, NAPTR, &[(NAPTR, naptr("!.*!https://smp.example!"))]);
        // The noise replaces what follows the question.
        let question = HEADER_BYTES + encoded(NAME).unwrap().len() + 4;
        whole.truncate(question);
        whole.extend(&bytes);
        if let Ok(Answer::Records { naptr, addresses }) = read(&whole, NAME, RecordType::Naptr) {
            prop_assert!(naptr.len() <= 1 && addresses.is_empty());
        }
        let _ = read(&bytes, NAME, RecordType::A);
    }
}
