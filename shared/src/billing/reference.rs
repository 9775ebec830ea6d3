//! How a payer says what is paid: the Belgian structured communication, and the EPC QR code that fills in a credit transfer.
//!
//! Drawing the QR code is left to whoever shows it: error-correction level M, version 13 at most.

use std::fmt;

use iban::IbanLike;

use crate::money::Amount;

/// Belgian structured communication (OGM/VCS), a remittance information (BT-83): ten digits and two check digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StructuredCommunication(u64);

/// Why a text is not a structured communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StructuredCommunicationError {
    /// Neither twelve digits nor `+++123/4567/89012+++`.
    #[error("a structured communication is written +++123/4567/89012+++ or as 12 digits")]
    Malformed,
    /// The last two digits are not the remainder of the first ten.
    #[error("the check digits do not match")]
    CheckDigits,
}

impl StructuredCommunicationError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "structured_communication_malformed",
            Self::CheckDigits => "structured_communication_check_digits",
        }
    }
}

impl StructuredCommunication {
    const NUMBER_MAX: u64 = 9_999_999_999;

    /// The communication of a number; `None` if it has more than ten digits.
    pub fn from_number(number: u64) -> Option<Self> {
        (number <= Self::NUMBER_MAX).then_some(Self(number))
    }

    /// Parses the printed form, with `+++` or `***` at both ends, or the twelve digits alone.
    ///
    /// # Errors
    /// [`StructuredCommunicationError`].
    pub fn parse(text: &str) -> Result<Self, StructuredCommunicationError> {
        let digits = if text.len() == 12 { text.to_owned() } else { digits_of_printed(text)? };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(StructuredCommunicationError::Malformed);
        }
        let (number, _) = digits.split_at_checked(10).ok_or(StructuredCommunicationError::Malformed)?;
        let parsed = Self(number.parse().map_err(|_| StructuredCommunicationError::Malformed)?);
        if parsed.digits() == digits { Ok(parsed) } else { Err(StructuredCommunicationError::CheckDigits) }
    }

    /// The twelve digits, as they stand in a QR code.
    pub fn digits(self) -> String {
        format!("{:010}{:02}", self.0, self.check_digits())
    }

    /// The remainder by 97, where 97 stands for 0, so that no valid communication is all zeros.
    fn check_digits(self) -> u64 {
        match self.0 % 97 {
            0 => 97,
            remainder => remainder,
        }
    }
}

impl fmt::Display for StructuredCommunication {
    /// As printed on documents and in UBL: `+++090/9337/55493+++`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, check) = (self.0, self.check_digits());
        let (first, second, third) = (number / 10_000_000, number / 1_000 % 10_000, number % 1_000);
        write!(f, "+++{first:03}/{second:04}/{third:03}{check:02}+++")
    }
}

fn digits_of_printed(text: &str) -> Result<String, StructuredCommunicationError> {
    let between = |mark: &str| text.strip_prefix(mark)?.strip_suffix(mark);
    let inner = between("+++").or_else(|| between("***")).ok_or(StructuredCommunicationError::Malformed)?;
    let groups: Vec<&str> = inner.split('/').collect();
    if groups.iter().map(|group| group.len()).eq([3, 4, 5]) {
        Ok(groups.concat())
    } else {
        Err(StructuredCommunicationError::Malformed)
    }
}

/// What the payer's bank passes on to the seller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A structured communication.
    Structured(StructuredCommunication),
    /// Any other text, at most 140 characters; empty for none.
    Text(String),
}

impl fmt::Display for Reference {
    /// As printed on documents.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Structured(communication) => communication.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A credit transfer in euro that a QR code asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpcTransfer<'a> {
    /// Who is paid: the seller's registered name (BT-27). Cut after 70 characters.
    pub beneficiary_name: &'a str,
    /// The account that is paid into (BT-84), with or without spaces.
    pub iban: &'a str,
    /// Its bank (BT-86); not needed inside the EEA.
    pub bic: Option<&'a str>,
    /// Amount due for payment (BT-115), 0.01 to 999999999.99.
    pub amount: Amount,
    /// Remittance information (BT-83).
    pub reference: Reference,
}

/// Why there is no QR code for a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EpcError {
    /// Nobody is named as beneficiary.
    #[error("the beneficiary has no name")]
    NameMissing,
    /// Not an IBAN.
    #[error("the account is not a valid IBAN")]
    Iban,
    /// Neither 8 nor 11 letters and digits that begin with six letters.
    #[error("the bank is not a valid BIC")]
    Bic,
    /// Less than 0.01 or more than 999999999.99.
    #[error("the amount is outside of what a transfer can carry")]
    Amount,
    /// The text reference is longer than 140 characters.
    #[error("the reference is too long")]
    ReferenceTooLong,
    /// More than 331 bytes in all.
    #[error("the payload is too long")]
    PayloadTooLong,
}

impl EpcError {
    /// The stable code of this error.
    pub fn code(self) -> &'static str {
        match self {
            Self::NameMissing => "epc_name_missing",
            Self::Iban => "epc_iban",
            Self::Bic => "epc_bic",
            Self::Amount => "epc_amount",
            Self::ReferenceTooLong => "epc_reference_too_long",
            Self::PayloadTooLong => "epc_payload_too_long",
        }
    }
}

const NAME_CHARS_MAX: usize = 70;
const TEXT_CHARS_MAX: usize = 140;
const PAYLOAD_BYTES_MAX: usize = 331;
const CENTS_MAX: i64 = 99_999_999_999;

/// The text of an EPC QR code (EPC069-12, version 002, UTF-8, SEPA credit transfer).
///
/// # Errors
/// [`EpcError`], where a payer's bank would refuse the code.
pub fn epc_qr_payload(transfer: &EpcTransfer<'_>) -> Result<String, EpcError> {
    let name = one_line(transfer.beneficiary_name).chars().take(NAME_CHARS_MAX).collect::<String>();
    if name.is_empty() {
        return Err(EpcError::NameMissing);
    }
    let iban: iban::Iban = transfer.iban.parse().map_err(|_| EpcError::Iban)?;
    let bic = transfer.bic.map_or(Ok(String::new()), parse_bic)?;
    if !(1..=CENTS_MAX).contains(&transfer.amount.cents()) {
        return Err(EpcError::Amount);
    }
    // One of the two lines is filled, never both. Belgian banks take the bare digits in the structured one.
    let (structured, text) = match &transfer.reference {
        Reference::Structured(communication) => (communication.digits(), String::new()),
        Reference::Text(text) => (String::new(), one_line(text)),
    };
    if text.chars().count() > TEXT_CHARS_MAX {
        return Err(EpcError::ReferenceTooLong);
    }
    let amount = format!("EUR{}", transfer.amount);
    let purpose = "";
    let lines =
        ["BCD", "002", "1", "SCT", &bic, name.trim_end(), iban.electronic_str(), &amount, purpose, &structured, &text];
    // Readers count lines, so only those at the end may be left out.
    let payload = lines.join("\n").trim_end_matches('\n').to_owned();
    if payload.len() > PAYLOAD_BYTES_MAX { Err(EpcError::PayloadTooLong) } else { Ok(payload) }
}

/// Upper case without spaces: bank, country, place and, where there are 11, branch.
fn parse_bic(text: &str) -> Result<String, EpcError> {
    let bic: String = text.chars().filter(|c| *c != ' ').collect::<String>().to_ascii_uppercase();
    let letters_first = bic.bytes().take(6).all(|byte| byte.is_ascii_uppercase());
    let alphanumeric = bic.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if letters_first && alphanumeric && matches!(bic.len(), 8 | 11) { Ok(bic) } else { Err(EpcError::Bic) }
}

/// A line break would shift the lines below it into other fields, so every run of white space and controls is one space.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn communication(number: u64) -> StructuredCommunication {
        StructuredCommunication::from_number(number).unwrap()
    }

    #[test]
    fn structured_communications_are_printed_and_parsed() {
        for (number, printed, digits) in [
            (909_337_554, "+++090/9337/55493+++", "090933755493"),
            (108_068_171, "+++010/8068/17183+++", "010806817183"),
            (0, "+++000/0000/00097+++", "000000000097"),
            (97, "+++000/0000/09797+++", "000000009797"),
            (2_026_000_017, "+++202/6000/01711+++", "202600001711"),
            (9_999_999_999, "+++999/9999/99948+++", "999999999948"),
        ] {
            let value = communication(number);
            assert_eq!((value.to_string().as_str(), value.digits().as_str()), (printed, digits));
            for text in [printed, digits, &printed.replace('+', "*")] {
                assert_eq!(StructuredCommunication::parse(text), Ok(value), "{text}");
            }
        }
        assert_eq!(StructuredCommunication::from_number(10_000_000_000), None);
    }

    #[test]
    fn other_texts_are_no_structured_communication() {
        for text in ["+++123/4567/89012+++", "123456789012", "000000000000", "+++090/9337/55494+++"] {
            assert_eq!(StructuredCommunication::parse(text), Err(StructuredCommunicationError::CheckDigits), "{text}");
        }
        for text in [
            "",
            "INV-2026-0001",
            "09093375549",
            "0909337554930",
            "090/9337/55493",
            "+++090/9337/55493",
            "+++090/9337/55493***",
            "+++0909/337/55493+++",
            "+++090/9337/55493/+++",
            "++++90/9337/55493+++",
            "+++09 /9337/55493+++",
            "+90933755493",
            "٠٩٠٩٣٣",
            "éééééé",
            "+++é0/9337/55493+++",
        ] {
            assert_eq!(StructuredCommunication::parse(text), Err(StructuredCommunicationError::Malformed), "{text}");
        }
        assert_eq!(StructuredCommunicationError::CheckDigits.code(), "structured_communication_check_digits");
    }

    fn transfer(name: &str, reference: Reference) -> EpcTransfer<'_> {
        let amount = Amount::from_cents(12_058).unwrap();
        EpcTransfer { beneficiary_name: name, iban: "BE68 5390 0754 7034", bic: None, amount, reference }
    }

    #[test]
    fn the_payload_has_its_lines_in_place() {
        let structured = Reference::Structured(communication(909_337_554));
        let payload = epc_qr_payload(&transfer("Verkoper BV", structured.clone())).unwrap();
        assert_eq!(payload, "BCD\n002\n1\nSCT\n\nVerkoper BV\nBE68539007547034\nEUR120.58\n\n090933755493");
        assert_eq!(payload.len(), 67);
        let with_bic = EpcTransfer { bic: Some("gkcc bebb"), ..transfer("Verkoper BV", structured) };
        assert!(epc_qr_payload(&with_bic).unwrap().starts_with("BCD\n002\n1\nSCT\nGKCCBEBB\nVerkoper BV\n"));
        let text = epc_qr_payload(&transfer("Verkoper BV", Reference::Text("INV-2026-0001".into()))).unwrap();
        assert!(text.ends_with("\nEUR120.58\n\n\nINV-2026-0001"), "{text}");
        let none = epc_qr_payload(&transfer("Verkoper BV", Reference::Text(" \n".into()))).unwrap();
        assert!(none.ends_with("\nEUR120.58"), "{none}");
    }

    #[test]
    fn texts_stay_on_their_line_and_within_their_length() {
        let smuggled =
            epc_qr_payload(&transfer(" Verkoper\r\nBV\u{85}\u{2028}&\tZonen ", Reference::Text("a\nb\0c".into())))
                .unwrap();
        assert!(smuggled.contains("\nVerkoper BV & Zonen\nBE68"), "{smuggled}");
        assert!(smuggled.ends_with("\na b c"), "{smuggled}");
        let cut = epc_qr_payload(&transfer(&"é".repeat(71), Reference::Text(String::new()))).unwrap();
        assert_eq!(cut.lines().nth(5).unwrap(), "é".repeat(70));
        let cut_at_a_space = format!("{} BV", "n".repeat(69));
        let payload = epc_qr_payload(&transfer(&cut_at_a_space, Reference::Text(String::new()))).unwrap();
        assert_eq!(payload.lines().nth(5).unwrap(), "n".repeat(69));
    }

    #[test]
    fn what_a_bank_would_refuse_has_no_payload() {
        let good = || transfer("Verkoper BV", Reference::Structured(communication(1)));
        let amount = |cents| Amount::from_cents(cents).unwrap();
        let long = |text: &str, count| Reference::Text(text.repeat(count));
        let cases = [
            (EpcTransfer { beneficiary_name: " \n", ..good() }, EpcError::NameMissing),
            (EpcTransfer { iban: "BE68539007547035", ..good() }, EpcError::Iban),
            (EpcTransfer { iban: "", ..good() }, EpcError::Iban),
            (EpcTransfer { bic: Some("GKCCBE"), ..good() }, EpcError::Bic),
            (EpcTransfer { bic: Some("GKCCBEBB1"), ..good() }, EpcError::Bic),
            (EpcTransfer { bic: Some("GK11BEBB"), ..good() }, EpcError::Bic),
            (EpcTransfer { bic: Some("GKCCBE\nB"), ..good() }, EpcError::Bic),
            (EpcTransfer { amount: amount(0), ..good() }, EpcError::Amount),
            (EpcTransfer { amount: amount(-1), ..good() }, EpcError::Amount),
            (EpcTransfer { reference: long("a", 141), ..good() }, EpcError::ReferenceTooLong),
            (EpcTransfer { reference: long("漢", 140), ..good() }, EpcError::PayloadTooLong),
        ];
        for (transfer, error) in cases {
            assert_eq!(epc_qr_payload(&transfer), Err(error), "{transfer:?}");
        }
        for cents in [1, 99_999_999_999] {
            assert!(epc_qr_payload(&EpcTransfer { amount: amount(cents), ..good() }).is_ok());
        }
        assert!(epc_qr_payload(&EpcTransfer { reference: long("a", 140), ..good() }).is_ok());
        assert_eq!(EpcError::Iban.code(), "epc_iban");
    }

    proptest! {
        #[test]
        fn a_communication_survives_and_one_wrong_digit_is_seen(
            number in 0..=StructuredCommunication::NUMBER_MAX, place in 0usize..12, change in 1usize..10,
        ) {
            let value = communication(number);
            prop_assert_eq!(StructuredCommunication::parse(&value.to_string()), Ok(value));
            let mut digits = value.digits().into_bytes();
            digits[place] = b"0123456789".iter().copied().cycle().skip_while(|digit| *digit != digits[place]).nth(change).unwrap();
            let wrong = String::from_utf8(digits).unwrap();
            prop_assert_eq!(StructuredCommunication::parse(&wrong), Err(StructuredCommunicationError::CheckDigits));
        }

        #[test]
        fn a_payload_never_has_more_than_eleven_lines(name in "\\PC{0,90}[\r\n]?\\PC{0,9}", text in "\\PC{0,99}[\r\n]?\\PC{0,50}") {
            if let Ok(payload) = epc_qr_payload(&transfer(&name, Reference::Text(text))) {
                prop_assert!(payload.len() <= PAYLOAD_BYTES_MAX);
                prop_assert!(payload.split('\n').count() <= 11);
                prop_assert_eq!(payload.split('\n').nth(6), Some("BE68539007547034"));
            }
        }
    }
}
