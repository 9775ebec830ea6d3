//! The seller's particulars as an admin types them. Every field may be left empty, so that they can be saved step by step;
//! `legal_particulars` says what an invoice still waits for.

use iban::{Iban, IbanLike};

use crate::{
    billing::party::{Address, Seller, is_enterprise_number},
    fault::Fault,
    limits,
    particulars::{email, filled, is_country, line, or_fault, phone, vat_number},
};

/// What the form holds. Names of the fields are those of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyDetails {
    /// Registered name (BT-27).
    pub name: String,
    /// Company form and register (BT-33).
    pub legal_form: String,
    /// Street and number (BT-35).
    pub street: String,
    /// Postal code (BT-38).
    pub postal_code: String,
    /// City (BT-37).
    pub city: String,
    /// ISO 3166-1 alpha-2 code (BT-40).
    pub country: String,
    /// VAT number (BT-31), in any usual notation.
    pub vat_number: String,
    /// Number in a company register (BT-30); a Belgian VAT number contains it.
    pub registration: String,
    /// Account (BT-84), with or without spaces.
    pub iban: String,
    /// Its bank (BT-86).
    pub bic: String,
    /// Phone number (BT-42).
    pub phone: String,
    /// E-mail address (BT-43).
    pub email: String,
}

impl CompanyDetails {
    /// The form of what is stored.
    pub fn of(seller: &Seller) -> Self {
        let seller = seller.clone();
        Self {
            name: seller.name,
            legal_form: seller.legal_form,
            street: seller.address.street,
            postal_code: seller.address.postal_code,
            city: seller.address.city,
            country: seller.address.country,
            vat_number: seller.vat_identifier,
            registration: seller.registration,
            iban: seller.iban,
            bic: seller.bic.unwrap_or_default(),
            phone: seller.phone,
            email: seller.email,
        }
    }

    /// The seller that was typed, in canonical form.
    ///
    /// # Errors
    /// The fault of every field that is filled in wrongly, in the order of the form.
    pub fn seller(&self) -> Result<Seller, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut text = |text: &str, field: &str, max: usize| {
            let typed = filled(Some(text)).map(|text| line(text, field, max)).transpose();
            or_fault(&mut faults, typed).flatten().unwrap_or_default()
        };
        let name = text(&self.name, "name", limits::NAME_CHARS_MAX);
        let legal_form = text(&self.legal_form, "legal_form", limits::NAME_CHARS_MAX);
        let street = text(&self.street, "street", limits::ADDRESS_LINE_CHARS_MAX);
        let postal_code = text(&self.postal_code, "postal_code", limits::POSTAL_CODE_CHARS_MAX);
        let city = text(&self.city, "city", limits::ADDRESS_LINE_CHARS_MAX);
        let country = or_fault(&mut faults, country(&self.country)).unwrap_or_default();
        let mut checked = |text: &str, check: &dyn Fn(&str) -> Result<String, Fault>| {
            let typed = filled(Some(text)).map(check).transpose();
            or_fault(&mut faults, typed).flatten()
        };
        let vat_identifier =
            checked(&self.vat_number, &|text| vat_number(text, None, "vat_number")).unwrap_or_default();
        let typed = checked(&self.registration, &|text| registration(text, &country)).unwrap_or_default();
        let iban = checked(&self.iban, &iban).unwrap_or_default();
        let bic = checked(&self.bic, &bic);
        let phone = checked(&self.phone, &|text| phone(text, "phone")).unwrap_or_default();
        let email = checked(&self.email, &|text| email(text, "email")).unwrap_or_default();
        if !faults.is_empty() {
            return Err(faults);
        }
        let registration = match vat_identifier.strip_prefix("BE") {
            Some(enterprise_number) => enterprise_number.to_owned(),
            None => typed,
        };
        let address = Address { street, postal_code, city, country };
        Ok(Seller { name, legal_form, registration, vat_identifier, address, email, phone, iban, bic })
    }
}

fn country(text: &str) -> Result<String, Fault> {
    let code = text.trim().to_ascii_uppercase();
    if is_country(&code) {
        Ok(code)
    } else {
        Err(Fault::new("country", "country", "Give the country as two letters, such as BE."))
    }
}

/// A Belgian enterprise number as its ten digits; a number of another country as it is.
fn registration(text: &str, country: &str) -> Result<String, Fault> {
    let text = line(text, "registration", limits::NAME_CHARS_MAX)?;
    if country != "BE" {
        return Ok(text);
    }
    let digits: String = text.chars().filter(|character| !matches!(character, '.' | ' ')).collect();
    if is_enterprise_number(&digits) {
        Ok(digits)
    } else {
        let detail = "Check the enterprise number: ten digits, such as 0202.239.951. The VAT number contains it, so you may leave this empty.";
        Err(Fault::new("registration", "registration", detail))
    }
}

fn iban(text: &str) -> Result<String, Fault> {
    let wrong = || {
        Fault::new("iban", "iban", "Check the IBAN: its check digits do not fit. It looks like BE68 5390 0754 7034.")
    };
    let compact: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let iban: Iban = compact.to_ascii_uppercase().parse().map_err(|_| wrong())?;
    Ok(iban.electronic_str().to_owned())
}

/// A BIC (ISO 9362): four letters or digits of the party, two letters of the country, two of the place, three of the branch or none.
fn bic(text: &str) -> Result<String, Fault> {
    let bic: String =
        text.chars().filter(|character| !character.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let is_bic = matches!(bic.len(), 8 | 11)
        && bic.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && bic.bytes().skip(4).take(2).all(|byte| byte.is_ascii_uppercase());
    if is_bic {
        Ok(bic)
    } else {
        Err(Fault::new(
            "bic",
            "bic",
            "Check the BIC: 8 or 11 letters and digits, such as GKCCBEBB. You may leave it empty.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::legal_particulars::{missing, tests::complete};

    fn typed() -> CompanyDetails {
        CompanyDetails::of(&complete())
    }

    #[test]
    fn what_is_stored_comes_back() {
        assert_eq!(typed().seller(), Ok(complete()));
    }

    #[test]
    fn notations_become_canonical() {
        let details = CompanyDetails {
            name: " Helder Schoonmaak BV ".into(),
            country: "be".into(),
            vat_number: "be 0202.239.951".into(),
            registration: String::new(),
            iban: "be68 5390 0754 7034".into(),
            bic: "gkcc be bb".into(),
            ..typed()
        };
        let seller = details.seller().unwrap();
        assert_eq!(seller, Seller { bic: Some("GKCCBEBB".into()), ..complete() });
    }

    #[test]
    fn an_enterprise_number_follows_from_a_belgian_vat_number() {
        for (country, vat_number, typed_number, stored) in [
            ("BE", "BE0477472701", "0202.239.951", "0477472701"),
            ("BE", "", "0202.239.951", "0202239951"),
            ("NL", "NL123456789B01", "KvK 12345678", "KvK 12345678"),
            ("NL", "NL123456789B01", "", ""),
        ] {
            let details = CompanyDetails {
                country: country.into(),
                vat_number: vat_number.into(),
                registration: typed_number.into(),
                ..typed()
            };
            assert_eq!(details.seller().unwrap().registration, stored, "{country} {vat_number} {typed_number}");
        }
    }

    #[test]
    fn everything_may_be_empty_but_the_country() {
        let empty = CompanyDetails { country: "BE".into(), ..CompanyDetails::default() };
        assert_eq!(missing(&empty.seller().unwrap()).len(), 7);
        let faults = CompanyDetails::default().seller().unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["country"]);
    }

    #[test]
    fn each_fault_is_at_its_field() {
        type Change = fn(&mut CompanyDetails);
        let rows: [(Change, &str); 12] = [
            (|d| d.name = "x".repeat(121), "name"),
            (|d| d.legal_form = "BV\r\nx".into(), "legal_form"),
            (|d| d.street = "x".repeat(121), "street"),
            (|d| d.postal_code = "x".repeat(13), "postal_code"),
            (|d| d.city = "\u{0}x".into(), "city"),
            (|d| d.country = "Belgium".into(), "country"),
            (|d| d.vat_number = "BE0202239952".into(), "vat_number"),
            (|d| d.registration = "0202239952".into(), "registration"),
            (|d| d.iban = "BE68539007547035".into(), "iban"),
            (|d| d.bic = "GKCCB1BB".into(), "bic"),
            (|d| d.phone = "call".into(), "phone"),
            (|d| d.email = "nobody".into(), "email"),
        ];
        for (change, field) in rows {
            let mut details = typed();
            change(&mut details);
            let faults = details.seller().unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), [field]);
        }
        let mut all = typed();
        rows.into_iter().for_each(|(change, _)| change(&mut all));
        let found: Vec<String> = all.seller().unwrap_err().into_iter().map(|fault| fault.pointer).collect();
        let wanted: Vec<&str> = rows.iter().map(|(_, field)| *field).filter(|field| *field != "registration").collect();
        assert_eq!(found, wanted, "told at once; a number is not judged without its country");
    }
}
