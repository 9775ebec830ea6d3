//! The particulars of a seller that an invoice must show to be lawful in Belgium, and which of them are missing. While one
//! is, no invoice and no credit note is issued: a booking answers with a quote, and an admin is told what to fill in.

use iban::Iban;

use crate::billing::{party::Seller, vat_number};

/// One thing that every invoice must say about its seller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particular {
    /// Registered name (BT-27).
    Name,
    /// Company form (BT-33).
    CompanyForm,
    /// Address of the seat (BG-5).
    Address,
    /// VAT number (BT-31).
    VatNumber,
    /// Account that is paid into (BT-84).
    Iban,
    /// Phone number (BT-42).
    Phone,
    /// E-mail address (BT-43).
    Email,
}

impl Particular {
    /// Every particular, in the order of the form that asks for them.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::CompanyForm, Self::Address, Self::VatNumber, Self::Iban, Self::Phone, Self::Email];

    /// Name of its first field in the form.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CompanyForm => "legal_form",
            Self::Address => "street",
            Self::VatNumber => "vat_number",
            Self::Iban => "iban",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "Company name",
            Self::CompanyForm => "Company form",
            Self::Address => "Company address",
            Self::VatNumber => "VAT number",
            Self::Iban => "IBAN",
            Self::Phone => "Phone number",
            Self::Email => "E-mail address",
        }
    }

    /// The same inside a sentence.
    fn inside(self) -> &'static str {
        match self {
            Self::Name => "company name",
            Self::CompanyForm => "company form",
            Self::Address => "company address",
            Self::VatNumber | Self::Iban => self.words(),
            Self::Phone => "phone number",
            Self::Email => "e-mail address",
        }
    }

    /// Why it must be there.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Name | Self::Address | Self::VatNumber => "Royal Decree no. 1 on VAT, article 5",
            Self::CompanyForm => "Companies Code, article 2:20",
            Self::Iban => "Code of Economic Law, article III.25",
            Self::Phone | Self::Email => "Code of Economic Law, article III.74: customers must be able to reach you",
        }
    }

    /// Whether a seller has it, in a form that means something.
    fn is_given(self, seller: &Seller) -> bool {
        let filled = |text: &String| !text.trim().is_empty();
        let address = &seller.address;
        match self {
            Self::Name => filled(&seller.name),
            Self::CompanyForm => filled(&seller.legal_form),
            Self::Address => {
                [&address.street, &address.postal_code, &address.city, &address.country].into_iter().all(filled)
            }
            Self::VatNumber => vat_number::parse(&seller.vat_identifier, None).is_ok(),
            Self::Iban => seller.iban.parse::<Iban>().is_ok(),
            Self::Phone => filled(&seller.phone),
            Self::Email => filled(&seller.email),
        }
    }
}

/// What is missing before this seller may invoice, in the order of the form.
pub fn missing(seller: &Seller) -> Vec<Particular> {
    Particular::ALL.into_iter().filter(|particular| !particular.is_given(seller)).collect()
}

/// `IBAN is missing`, `IBAN and phone number are missing`; empty where nothing is.
pub fn sentence(missing: &[Particular]) -> String {
    let inside = |particulars: &[Particular]| -> Vec<&str> { particulars.iter().map(|one| one.inside()).collect() };
    let names = match missing {
        [] => return String::new(),
        [only] => return format!("{} is missing", only.words()),
        [first, .., last] => {
            let middle = missing.get(1..missing.len().saturating_sub(1)).unwrap_or_default();
            let comma: String = inside(middle).into_iter().map(|name| format!(", {name}")).collect();
            format!("{}{comma} and {}", first.words(), last.inside())
        }
    };
    format!("{names} are missing")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::billing::party::Address;

    /// A seller that lacks nothing.
    pub(crate) fn complete() -> Seller {
        Seller {
            name: "Helder Schoonmaak BV".into(),
            legal_form: "BV, RPR Gent".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address: Address {
                street: "Coupure Links 12".into(),
                postal_code: "9000".into(),
                city: "Gent".into(),
                country: "BE".into(),
            },
            email: "hallo@helder.example".into(),
            phone: "+32 9 000 00 00".into(),
            iban: "BE68539007547034".into(),
            bic: None,
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        type Change = fn(&mut Seller);
        let rows: [(Change, &str); 13] = [
            (|_| {}, ""),
            (|s| s.bic = Some("GKCCBEBB".into()), ""),
            (|s| s.name = " ".into(), "Company name is missing"),
            (|s| s.legal_form.clear(), "Company form is missing"),
            (|s| s.address.street.clear(), "Company address is missing"),
            (|s| s.address.postal_code.clear(), "Company address is missing"),
            (|s| s.address.city.clear(), "Company address is missing"),
            (|s| s.address.country.clear(), "Company address is missing"),
            (|s| s.vat_identifier = "BE0202239952".into(), "VAT number is missing"),
            (|s| s.iban = "BE68539007547035".into(), "IBAN is missing"),
            (|s| s.phone.clear(), "Phone number is missing"),
            (|s| s.email.clear(), "E-mail address is missing"),
            (
                |s| {
                    s.phone.clear();
                    s.iban.clear();
                    s.legal_form.clear();
                },
                "Company form, IBAN and phone number are missing",
            ),
        ];
        for (change, expected) in rows {
            let mut seller = complete();
            change(&mut seller);
            assert_eq!(sentence(&missing(&seller)), expected);
        }
    }

    #[test]
    fn two_are_joined_with_and() {
        assert_eq!(sentence(&[Particular::VatNumber, Particular::Email]), "VAT number and e-mail address are missing");
        assert_eq!(sentence(&Particular::ALL).matches(',').count(), 5);
    }

    #[test]
    fn each_has_its_own_field_and_words() {
        for one in Particular::ALL {
            for other in Particular::ALL {
                let same = one == other;
                assert_eq!((one.field() == other.field(), one.words() == other.words()), (same, same));
            }
            assert!(!one.reason().is_empty());
        }
    }
}
