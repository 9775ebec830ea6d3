//! Seller and buyer.

use super::{
    endpoint::{ENTERPRISE_NUMBER, enterprise_number, of_vat_identifier},
    xml::Xml,
};
use crate::billing::{
    document::Content,
    party::{Address, Buyer, Seller},
    vat::VatCategory,
};

/// Both parties, and whether their VAT identifiers may be written: not where nothing is in the scope of VAT (BR-O-02).
pub(super) struct Parties<'a> {
    seller: &'a Seller,
    buyer: &'a Buyer,
    in_scope: bool,
}

impl<'a> Parties<'a> {
    pub(super) fn of(content: &'a Content) -> Self {
        let in_scope = content.totals.vat_breakdown.iter().all(|subtotal| subtotal.category != VatCategory::O);
        Self { seller: &content.seller, buyer: &content.buyer, in_scope }
    }

    pub(super) fn supplier(&self, xml: &mut Xml) {
        let seller = self.seller;
        let number = enterprise_number(&seller.registration);
        xml.within("cac:AccountingSupplierParty", |xml| {
            xml.within("cac:Party", |xml| {
                if let Some(number) = &number {
                    xml.qualified("cbc:EndpointID", ("schemeID", ENTERPRISE_NUMBER), number);
                }
                postal_address(xml, &seller.address);
                self.tax_scheme(xml, Some(&seller.vat_identifier));
                xml.within("cac:PartyLegalEntity", |xml| {
                    xml.text("cbc:RegistrationName", &seller.name);
                    match &number {
                        Some(number) => xml.qualified("cbc:CompanyID", ("schemeID", ENTERPRISE_NUMBER), number),
                        None => xml.text("cbc:CompanyID", &seller.registration),
                    }
                    xml.text("cbc:CompanyLegalForm", &seller.legal_form);
                });
                contact(xml, None, Some(&seller.phone), &seller.email);
            });
        });
    }

    pub(super) fn customer(&self, xml: &mut Xml) {
        let buyer = self.buyer;
        let endpoint = buyer.vat_identifier.as_deref().and_then(of_vat_identifier);
        xml.within("cac:AccountingCustomerParty", |xml| {
            xml.within("cac:Party", |xml| {
                if let Some((scheme, identifier)) = &endpoint {
                    xml.qualified("cbc:EndpointID", ("schemeID", *scheme), identifier);
                }
                if let Some(address) = &buyer.address {
                    postal_address(xml, address);
                }
                self.tax_scheme(xml, buyer.vat_identifier.as_ref());
                xml.within("cac:PartyLegalEntity", |xml| {
                    xml.text("cbc:RegistrationName", &buyer.name);
                    if let Some((ENTERPRISE_NUMBER, number)) = &endpoint {
                        xml.qualified("cbc:CompanyID", ("schemeID", ENTERPRISE_NUMBER), number);
                    }
                });
                contact(xml, buyer.contact.as_ref(), buyer.phone.as_ref(), &buyer.email);
            });
        });
    }

    /// The VAT identifier (BT-31, BT-48). Without one there is no scheme either (UBL-SR-53).
    fn tax_scheme(&self, xml: &mut Xml, vat_identifier: Option<&String>) {
        let Some(vat_identifier) = vat_identifier.filter(|text| self.in_scope && !text.trim().is_empty()) else {
            return;
        };
        xml.within("cac:PartyTaxScheme", |xml| {
            xml.text("cbc:CompanyID", vat_identifier);
            vat_scheme(xml);
        });
    }
}

/// The only tax of these documents.
pub(super) fn vat_scheme(xml: &mut Xml) {
    xml.within("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
}

fn postal_address(xml: &mut Xml, address: &Address) {
    xml.within("cac:PostalAddress", |xml| {
        xml.text("cbc:StreetName", &address.street);
        xml.text("cbc:CityName", &address.city);
        xml.text("cbc:PostalZone", &address.postal_code);
        xml.within("cac:Country", |xml| xml.text("cbc:IdentificationCode", &address.country));
    });
}

fn contact(xml: &mut Xml, name: Option<&String>, phone: Option<&String>, email: &str) {
    xml.within("cac:Contact", |xml| {
        xml.option("cbc:Name", name);
        xml.option("cbc:Telephone", phone);
        xml.text("cbc:ElectronicMail", email);
    });
}
